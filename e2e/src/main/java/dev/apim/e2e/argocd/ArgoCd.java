package dev.apim.e2e.argocd;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.process.Ports;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.process.Watchdog;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.tools.Binaries;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Argo CD without its images: the one binary in three roles beside a Redis, with its objects in a
 * cluster. It ends with this JVM.
 */
public final class ArgoCd implements AutoCloseable {
  /** Where its own objects lie. */
  public static final String NAMESPACE = "argocd";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final String REDIS = "redis-server";

  private final Cluster home;
  private final Path directory;
  private final Path binary;
  private final List<Daemon> processes = new ArrayList<>();
  private final Watchdog watchdog;

  private ArgoCd(Cluster home, Path directory, Path binary) {
    this.home = home;
    this.directory = directory;
    this.binary = binary;
    this.watchdog = Watchdog.over(directory);
  }

  /** Why this machine cannot have it, with what helps; null when it can. */
  public static String obstacle() {
    boolean redis =
        Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, REDIS)));
    return redis
        ? Binaries.locate().obstacle()
        : "Argo CD needs the package redis-server: run e2e/bin/lab setup (root, Debian)";
  }

  /**
   * Starts it.
   *
   * @param home the cluster that holds Applications
   * @param directory for pids, logs and clones; emptied first
   * @param settings manifests applied before it starts, as its user would
   */
  public static ArgoCd start(Cluster home, Path directory, Path settings) {
    Path binary = Binaries.locate().get("argocd");
    Trees.delete(directory);
    ArgoCd argo = new ArgoCd(home, directory, binary);
    argo.install();
    home.kubectl("apply", "--server-side", "-n", NAMESPACE, "-f", settings.toString()).orThrow();
    argo.startProcesses();
    return argo;
  }

  private void install() {
    Path manifests = binary.resolveSibling("manifests");
    home.kubectl("create", "namespace", NAMESPACE).orThrow();
    home.kubectl("apply", "--server-side", "-k", manifests.resolve("crds").toString()).orThrow();
    home.kubectl("apply", "-n", NAMESPACE, "-k", manifests.resolve("base/config").toString())
        .orThrow();
    await("the kinds of Argo CD are known")
        .atMost(Duration.ofSeconds(30))
        .until(() -> home.kubectl("get", "appprojects,applications", "-n", NAMESPACE).ok());
    objects()
        .apply(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: argocd-secret}
            stringData: {server.secretkey: for-tests-only}
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: default}
            spec:
              sourceRepos: ["*"]
              destinations: [{namespace: "*", server: "*"}]
              clusterResourceWhitelist: [{group: "*", kind: "*"}]
            """)
        .orThrow();
  }

  private void startProcesses() {
    List<Integer> ports = Ports.free(8);
    String redis = "127.0.0.1:" + ports.get(0);
    String repoServer = "127.0.0.1:" + ports.get(1);
    run(
        REDIS,
        List.of(
            REDIS,
            "--port",
            port(ports, 0),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            directory.toString()));
    role(
        "argocd-repo-server",
        List.of(
            "--address",
            "127.0.0.1",
            "--port",
            port(ports, 1),
            "--metrics-port",
            port(ports, 2),
            "--redis",
            redis,
            "--disable-tls"));
    role(
        "argocd-application-controller",
        List.of(
            "--namespace",
            NAMESPACE,
            "--metrics-port",
            port(ports, 3),
            "--redis",
            redis,
            "--repo-server",
            repoServer,
            "--repo-server-plaintext",
            "--persist-resource-health",
            "--app-resync",
            "10"));
    role(
        "argocd-applicationset-controller",
        List.of(
            "--namespace",
            NAMESPACE,
            "--metrics-addr",
            "127.0.0.1:" + ports.get(4),
            "--probe-addr",
            "127.0.0.1:" + ports.get(5),
            "--webhook-addr",
            "127.0.0.1:" + ports.get(6),
            "--argocd-repo-server",
            repoServer,
            "--repo-server-plaintext"));
  }

  private static String port(List<Integer> ports, int index) {
    return ports.get(index).toString();
  }

  private void role(String name, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(arguments);
    run(name, command);
  }

  private void run(String name, List<String> command) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ARGOCD_BINARY_NAME", name);
    environment.put("KUBECONFIG", home.kubeconfig().toString());
    environment.put("ARGOCD_FAKE_IN_CLUSTER", "true");
    environment.put("ARGOCD_GPG_ENABLED", "false");
    environment.put("ARGOCD_TLS_DATA_PATH", folder("tls"));
    environment.put("ARGOCD_SSH_DATA_PATH", folder("ssh"));
    environment.put("TMPDIR", folder("tmp"));
    environment.put("HOME", folder("home"));
    Daemon daemon = Daemon.of(directory, name);
    Runtime.getRuntime().addShutdownHook(new Thread(daemon::kill, "end of " + name));
    processes.add(daemon.start(command, environment));
  }

  private String folder(String name) {
    try {
      return Files.createDirectories(directory.resolve(name)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a cluster known, as {@code argocd cluster add} does: an account there, its token here.
   */
  public void register(String name, Cluster cluster, Map<String, String> labels) {
    String account = "argocd-manager";
    cluster.kubectl("create", "serviceaccount", account, "-n", "kube-system").orThrow();
    cluster
        .kubectl(
            "create",
            "clusterrolebinding",
            account,
            "--clusterrole=cluster-admin",
            "--serviceaccount=kube-system:" + account)
        .orThrow();
    StringBuilder more = new StringBuilder();
    labels.forEach(
        (key, value) -> more.append(", ").append(key).append(": \"").append(value).append('"'));
    objects()
        .apply(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: cluster-%s
              labels: {argocd.argoproj.io/secret-type: cluster%s}
            stringData:
              name: %s
              server: %s
              config: '{"bearerToken":"%s","tlsClientConfig":{"caData":"%s"}}'
            """
                .formatted(
                    name,
                    more,
                    name,
                    cluster.serverUrl(),
                    cluster.serviceAccountToken("kube-system", account),
                    cluster.client().getConfiguration().getCaCertData()))
        .orThrow();
  }

  /** Its own objects. */
  public Objects objects() {
    return new Objects(home, NAMESPACE);
  }

  /** An Application as it is now. */
  public Application application(String name) {
    return Application.of(objects().get("application", name));
  }

  /** Asks for a look at Git now, as a webhook would. */
  public void refresh(String application) {
    home.kubectl(
            "annotate",
            "application",
            application,
            "-n",
            NAMESPACE,
            "--overwrite",
            "argocd.argoproj.io/refresh=normal")
        .orThrow();
  }

  @Override
  public void close() {
    processes.forEach(process -> process.stop(STOP_LIMIT));
    watchdog.close();
    Trees.delete(directory.resolve("tmp"));
  }
}
