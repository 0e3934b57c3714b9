package dev.apim.e2e.gitops;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.argocd.Application;
import dev.apim.e2e.argocd.ArgoCd;
import dev.apim.e2e.argocd.GitRepository;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.load.EchoServer;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * {@code examples/gitops} in a Git repository, Argo CD before it, and the product in two clusters.
 */
final class GitOpsSite implements AutoCloseable {
  static final String NAMESPACE = "apim";
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final Path TREE = Home.tree();
  private static final Path WORK = TREE.resolve("e2e/target/processes/argocd");
  private static final String FOLDER = "contoso/";

  private final Region west;
  private final Region east;
  private final EchoServer echo;
  private final GitRepository git;
  private final ArgoCd argo;
  private final List<GatewayProcess> gateways = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private GitOpsSite(Region west, Region east, EchoServer echo, GitRepository git, ArgoCd argo) {
    this.west = west;
    this.east = east;
    this.echo = echo;
    this.git = git;
    this.argo = argo;
  }

  /** Installs everything and applies the documented settings; nothing is in Git yet. */
  static GitOpsSite install(Cluster westus, Cluster eastasia) {
    Region east = Region.install(eastasia, RegionSpec.secondary("eastasia", NAMESPACE));
    Region west = Region.install(westus, RegionSpec.primary("westus"));
    west.connectTo(east);
    ArgoCd argo = ArgoCd.start(westus, WORK, TREE.resolve("docs/argocd/argocd-cm.yaml"));
    GitRepository git = GitRepository.create(WORK.resolve("repository"));
    EchoServer echo = EchoServer.start("127.0.0.1");
    return new GitOpsSite(west, east, echo, git, argo);
  }

  Region west() {
    return west;
  }

  Region east() {
    return east;
  }

  ArgoCd argo() {
    return argo;
  }

  GitRepository git() {
    return git;
  }

  Objects here() {
    return new Objects(west.cluster(), NAMESPACE);
  }

  Objects there() {
    return new Objects(east.cluster(), NAMESPACE);
  }

  /** Writes the example, as it is but for the address of its backend. */
  GitOpsSite writeExample() {
    for (String file : List.of("instance", "locations", "backends", "apis")) {
      write(file, example(file));
    }
    return this;
  }

  /** A file of the example. */
  String example(String file) {
    try {
      return Files.readString(TREE.resolve("examples/gitops/" + file + ".yaml"))
          .replace("http://orders.backends.svc:8080", echo.url().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String file, String text) {
    git.write(FOLDER + file + ".yaml", text);
  }

  void remove(String file) {
    git.remove(FOLDER + file + ".yaml");
  }

  /** Commits and tells Argo CD of it. */
  String push(String message) {
    String commit = git.commit(message);
    for (String cluster : List.of("westus", "eastasia")) {
      if (!argo.application("apim-" + cluster).sync().isEmpty()) {
        argo.refresh("apim-" + cluster);
      }
    }
    return commit;
  }

  /** Applies the documented ApplicationSet, with this repository in it. */
  void applyApplicationSet() {
    try {
      String text = Files.readString(TREE.resolve("docs/argocd/applicationset.yaml"));
      argo.objects()
          .apply(text.replace("https://git.contoso.example/apim.git", git.url()))
          .orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a cluster one of those that the ApplicationSet picks. */
  void register(Region region) {
    argo.register(region.clusterName(), region.cluster(), Map.of("apim.dev/region", "true"));
  }

  /** Starts the gateway of a region as soon as its account is there. */
  GatewayProcess startGateway(Region region, String displayName) {
    String location = region.clusterName();
    Objects objects = new Objects(region.cluster(), NAMESPACE);
    await("account of " + location)
        .atMost(LIMIT)
        .until(() -> !objects.get("serviceaccount", location + "-gateway").isMissingNode());
    GatewayProcess gateway =
        GatewayProcess.start(
            region.cluster(),
            GatewayProcess.Settings.forTests(
                "gateway-" + location, NAMESPACE, "contoso", location, displayName));
    // its API server is stopped under it, and in the end its account goes before it
    gateways.add(gateway.expectLog(".*"));
    return gateway;
  }

  /** Waits for what Argo CD says of a cluster; the failure shows all of it. */
  Application awaitApplication(String cluster, String what, Predicate<Application> wanted) {
    return await(cluster + ": " + what)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> argo.application("apim-" + cluster), wanted::test);
  }

  /** The status and body of an answer; status 0 where there is none. */
  String get(GatewayProcess gateway, String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(gateway.url(path).toString())).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException e) {
      return "0 " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "0 " + e;
    }
  }

  @Override
  public void close() {
    argo.close();
    echo.close();
    AssertionError first = null;
    List<AutoCloseable> rest = new ArrayList<>(gateways);
    rest.addAll(List.of(west, east));
    for (AutoCloseable part : rest) {
      try {
        part.close();
      } catch (AssertionError e) {
        first = first == null ? e : first;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
