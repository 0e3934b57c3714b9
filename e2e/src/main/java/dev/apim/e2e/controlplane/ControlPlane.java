package dev.apim.e2e.controlplane;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.tools.Binaries;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One control plane: created once, then started and stopped at will with its data and ports kept.
 */
public final class ControlPlane {
  /** What the audit log shall hold, for every kind of cluster. */
  public static final String AUDIT_POLICY_RESOURCE = "dev/apim/e2e/controlplane/audit-policy.yaml";

  private static final List<String> STOP_ORDER =
      List.of("scheduler", "controller-manager", "apiserver", "etcd");

  /** By default Go collects whenever its heap has doubled: much of what these processes cost. */
  private static final Map<String, String> COLLECT_SELDOM =
      Map.of("GOGC", "400", "GOMEMLIMIT", "1500MiB");

  private final Path directory;
  private final ControlPlaneSettings settings;
  private final Binaries binaries;
  private final Credentials credentials;
  private final Flags flags;

  public ControlPlane(Path directory, ControlPlaneSettings settings, Binaries binaries) {
    this.directory = directory;
    this.settings = settings;
    this.binaries = binaries;
    this.credentials = new Credentials(directory, settings);
    this.flags = new Flags(directory, settings, credentials);
  }

  /** Writes certificates, kubeconfigs and the audit policy. */
  public void create() {
    try (InputStream policy = ControlPlane.class.getResourceAsStream("/" + AUDIT_POLICY_RESOURCE)) {
      Files.createDirectories(directory);
      credentials.create();
      Files.writeString(auditPolicy(), new String(policy.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts what is not running and returns when the API server, the controllers and the scheduler
   * serve.
   */
  public void start() {
    startIfStopped("etcd", flags.etcd(binaries.get("etcd")));
    startIfStopped(
        "apiserver", flags.apiServer(binaries.get("kube-apiserver"), auditPolicy(), auditLog()));
    try (KubernetesClient client = client()) {
      until("apiserver", Duration.ofSeconds(90), () -> "ok".equals(client.raw("/readyz")));
      startIfStopped(
          "controller-manager", flags.controllerManager(binaries.get("kube-controller-manager")));
      startIfStopped("scheduler", flags.scheduler(binaries.get("kube-scheduler")));
      until(
          "controller-manager",
          Duration.ofSeconds(60),
          () -> client.serviceAccounts().inNamespace("default").withName("default").get() != null);
      until("scheduler", Duration.ofSeconds(60), () -> listens(settings.schedulerPort()));
    }
  }

  /** Ends all four as a power cut would; data stays. */
  public void stop() {
    for (String name : STOP_ORDER) {
      daemon(name).kill();
    }
  }

  public boolean running() {
    return STOP_ORDER.stream().allMatch(name -> daemon(name).alive());
  }

  public Credentials credentials() {
    return credentials;
  }

  public ControlPlaneSettings settings() {
    return settings;
  }

  public Path auditLog() {
    return directory.resolve("log").resolve("audit.log");
  }

  /** A new client with all rights; the caller closes it. */
  public KubernetesClient client() {
    try {
      Config config = Config.fromKubeconfig(Files.readString(credentials.kubeconfig("admin")));
      return new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(config)
                  .withConnectionTimeout(3_000)
                  .withRequestTimeout(15_000)
                  .withRequestRetryBackoffLimit(2)
                  .build())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startIfStopped(String name, List<String> command) {
    if (!daemon(name).alive()) {
      daemon(name).start(command, COLLECT_SELDOM);
    }
  }

  private void until(String name, Duration limit, java.util.concurrent.Callable<Boolean> ready) {
    await(name)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(failure -> failure instanceof KubernetesClientException)
        .failFast(
            () -> {
              if (!daemon(name).alive()) {
                throw new IllegalStateException(name + " died:\n" + daemon(name).tail(5));
              }
            })
        .until(ready);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private Daemon daemon(String name) {
    return Daemon.of(directory, name);
  }

  private Path auditPolicy() {
    return directory.resolve("audit-policy.yaml");
  }
}
