package dev.apim.e2e.app;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.Ports;
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
 * The operator as a process that acts with the token of its chart's service account, so that a
 * permission that the chart lacks fails a test.
 */
public final class OperatorProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** A third of the memory limit in the chart, which is what the image takes. */
  private static final int HEAP_MEGABYTES = 126;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  /** The HTTP client calls it an error that an API server ends a connection; requests go on. */
  private static final Pattern ENDED_CONNECTION =
      Pattern.compile("ConnectionBase. Connection reset");

  private final JavaProgram program;
  private final int port;

  private final List<Pattern> expected = new ArrayList<>(List.of(ENDED_CONNECTION));

  private OperatorProcess(JavaProgram program, int port) {
    this.program = program;
    this.port = port;
  }

  /**
   * Who the operator is and how it is set.
   *
   * @param directory where pid and log lie
   * @param environment more settings, {@code APIM_...}; they win
   */
  public record Settings(
      Path directory,
      String name,
      String namespace,
      String clusterName,
      String serviceAccount,
      Map<String, String> environment) {
    public Settings {
      environment = Map.copyOf(environment);
    }

    /** Settings for tests: the log lies under {@code target}. */
    public static Settings forTests(String namespace, String clusterName, String serviceAccount) {
      Path directory = Home.tree().resolve("e2e/target/processes").resolve(clusterName);
      return new Settings(directory, "operator", namespace, clusterName, serviceAccount, Map.of());
    }

    public Settings withName(String value) {
      return new Settings(directory, value, namespace, clusterName, serviceAccount, environment);
    }

    public Settings with(String variable, String value) {
      Map<String, String> more = new HashMap<>(environment);
      more.put(variable, value);
      return new Settings(directory, name, namespace, clusterName, serviceAccount, more);
    }
  }

  /** Starts an operator that ends with this JVM and returns when it is ready. */
  public static OperatorProcess start(Cluster cluster, Settings settings) {
    OperatorProcess operator = begin(cluster, settings);
    operator.awaitReady();
    return operator;
  }

  /** Starts an operator that ends with this JVM, and does not wait for it. */
  public static OperatorProcess begin(Cluster cluster, Settings settings) {
    OperatorProcess operator = prepare(cluster, settings);
    operator.program.daemon().kill();
    operator.program.daemon().forgetLog();
    operator.program.guard();
    operator.launch();
    return operator;
  }

  /** Starts an operator that lives on after this JVM, and does not wait. */
  public static OperatorProcess startDetached(Cluster cluster, Settings settings) {
    OperatorProcess operator = prepare(cluster, settings);
    operator.program.start();
    return operator;
  }

  private static OperatorProcess prepare(Cluster cluster, Settings settings) {
    int port = Ports.free(1).get(0);
    String token = cluster.serviceAccountToken(settings.namespace(), settings.serviceAccount());
    Map<String, String> environment = new HashMap<>();
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("KUBECONFIG", cluster.kubeconfigFor(token).toString());
    environment.put("APIM_CLUSTER_NAME", settings.clusterName());
    environment.put("APIM_OPERATOR_NAMESPACE", settings.namespace());
    environment.put("APIM_LEADER_IDENTITY", settings.name());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.putAll(settings.environment());
    URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
    return new OperatorProcess(
        new JavaProgram(
            settings.directory(),
            settings.name(),
            Application.operator(),
            HEAP_MEGABYTES,
            environment,
            ready),
        port);
  }

  /** Starts it again after {@link #kill} or {@link #terminate}, same identity and port. */
  public void startAgain() {
    program.start();
    awaitReady();
  }

  /** Starts it again, and does not wait for it. */
  public void launch() {
    program.start();
  }

  public void awaitReady() {
    program.awaitReady(START_LIMIT);
  }

  public boolean isReady() {
    return program.isReady();
  }

  /** Ends it as a crash would; its lease is not released. */
  public void kill() {
    program.daemon().kill();
  }

  /** Ends it as a rollout would. */
  public void terminate() {
    program.daemon().stop(STOP_LIMIT);
  }

  /** It hangs: connections stay open and nothing is answered. */
  public void freeze() {
    program.daemon().freeze();
  }

  public void thaw() {
    program.daemon().thaw();
  }

  /** Log lines with WARN or ERROR that match this are no failure of the test. */
  public OperatorProcess expectLog(String regex) {
    expected.add(Pattern.compile(regex));
    return this;
  }

  public boolean alive() {
    return program.daemon().alive();
  }

  public Path log() {
    return program.daemon().log();
  }

  /** The address of health and metrics. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public long residentBytes() {
    return program.residentBytes();
  }

  /** The most memory that was resident at any time. */
  public long peakResidentBytes() {
    return program.peakResidentBytes();
  }

  /** Processor time used so far, of all threads. */
  public double cpuSeconds() {
    return program.cpuSeconds();
  }

  /**
   * Ends it.
   *
   * @throws AssertionError when its log holds warnings or errors that nobody expected
   */
  @Override
  public void close() {
    terminate();
    program.endGuard();
    List<String> trouble = program.unexpectedTrouble(expected);
    if (!trouble.isEmpty()) {
      throw new AssertionError("unexpected in " + log() + ":\n" + String.join("\n", trouble));
    }
  }
}
