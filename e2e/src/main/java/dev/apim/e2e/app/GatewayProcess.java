package dev.apim.e2e.app;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.Ports;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Home;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A self-hosted gateway: the gateway's jar as a process, with the token of its location's account.
 */
public final class GatewayProcess implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 192;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final JavaProgram program;
  private final Path data;
  private final int port;
  private final int managementPort;
  private final List<Pattern> expected = new ArrayList<>();

  private GatewayProcess(JavaProgram program, Path data, int port, int managementPort) {
    this.program = program;
    this.data = data;
    this.port = port;
    this.managementPort = managementPort;
  }

  /**
   * Which gateway it is.
   *
   * @param directory where pid, log and local copy lie
   * @param name of the replica, and of its Lease
   * @param environment more settings, {@code APIM_...}; they win
   */
  public record Settings(
      Path directory,
      String name,
      String namespace,
      String instance,
      String location,
      String region,
      Map<String, String> environment) {
    public Settings {
      environment = Map.copyOf(environment);
    }

    /** Settings for tests: log and local copy lie under {@code target}. */
    public static Settings forTests(
        String name, String namespace, String instance, String location, String region) {
      Path directory = Home.tree().resolve("e2e/target/processes").resolve(namespace);
      return new Settings(directory, name, namespace, instance, location, region, Map.of());
    }

    public Settings with(String variable, String value) {
      Map<String, String> more = new HashMap<>(environment);
      more.put(variable, value);
      return new Settings(directory, name, namespace, instance, location, region, more);
    }
  }

  /** Starts a gateway that ends with this JVM; it is ready once it has a configuration. */
  public static GatewayProcess start(Cluster cluster, Settings settings) {
    GatewayProcess gateway = prepare(cluster, settings);
    gateway.program.daemon().kill();
    gateway.program.daemon().forgetLog();
    gateway.program.guard();
    gateway.program.start();
    return gateway;
  }

  /** Starts a gateway that lives on after this JVM. */
  public static GatewayProcess startDetached(Cluster cluster, Settings settings) {
    GatewayProcess gateway = prepare(cluster, settings);
    gateway.program.start();
    return gateway;
  }

  private static GatewayProcess prepare(Cluster cluster, Settings settings) {
    List<Integer> ports = Ports.free(2);
    Path data = settings.directory().resolve("data-" + settings.name());
    String token =
        cluster.serviceAccountToken(settings.namespace(), settings.location() + "-gateway");
    Map<String, String> environment = new HashMap<>();
    environment.put("KUBECONFIG", cluster.kubeconfigFor(token).toString());
    environment.put("APIM_INSTANCE", settings.instance());
    environment.put("APIM_LOCATION", settings.location());
    environment.put("APIM_NAMESPACE", settings.namespace());
    environment.put("APIM_REGION", settings.region());
    environment.put("APIM_ZONE", "");
    environment.put("APIM_POD_UID", "");
    environment.put("APIM_REPLICA_NAME", settings.name());
    environment.put("APIM_DATA_DIR", data.toString());
    environment.put("APIM_HTTP_PORT", ports.get(0).toString());
    environment.put("APIM_MANAGEMENT_PORT", ports.get(1).toString());
    environment.putAll(settings.environment());
    URI ready = URI.create("http://127.0.0.1:" + ports.get(1) + "/ready");
    return new GatewayProcess(
        new JavaProgram(
            settings.directory(),
            settings.name(),
            Application.gateway(),
            HEAP_MEGABYTES,
            environment,
            ready),
        data,
        ports.get(0),
        ports.get(1));
  }

  /** Starts it again after {@link #kill} or {@link #terminate}, same ports and local copy. */
  public void startAgain() {
    program.start();
    awaitReady();
  }

  public void awaitReady() {
    program.awaitReady(START_LIMIT);
  }

  public boolean isReady() {
    return program.isReady();
  }

  public void kill() {
    program.daemon().kill();
  }

  /** Ends it as Kubernetes would: it drains. */
  public void terminate() {
    program.daemon().stop(STOP_LIMIT);
  }

  /** Loses the local copy, as a new machine would not have it. */
  public void dropLocalCopy() {
    Trees.delete(data);
  }

  /** Log lines with WARN or ERROR that match this are no failure of the test. */
  public GatewayProcess expectLog(String regex) {
    expected.add(Pattern.compile(regex));
    return this;
  }

  public boolean alive() {
    return program.daemon().alive();
  }

  public Path log() {
    return program.daemon().log();
  }

  /** An address of an API. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** An address of health and metrics. */
  public URI managementUrl(String path) {
    return URI.create("http://127.0.0.1:" + managementPort + path);
  }

  public long residentBytes() {
    return program.residentBytes();
  }

  /**
   * Ends it and drops its local copy.
   *
   * @throws AssertionError when its log holds warnings or errors that nobody expected
   */
  @Override
  public void close() {
    terminate();
    program.endGuard();
    dropLocalCopy();
    List<String> trouble = program.unexpectedTrouble(expected);
    if (!trouble.isEmpty()) {
      throw new AssertionError("unexpected in " + log() + ":\n" + String.join("\n", trouble));
    }
  }
}
