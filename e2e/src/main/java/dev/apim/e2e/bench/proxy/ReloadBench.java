package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * 200 revisions in 60 s while clients call: latency, memory before and after. A request that fails,
 * or a revision that is not served, fails the bench.
 */
public final class ReloadBench {

  private static final int SWAPS = 200;
  private static final int SECONDS = 60;
  private static final int WARM_UP_SECONDS = 8;

  private final Path folder =
      Home.tree().resolve("e2e/target/processes/bench-reload-" + ProcessHandle.current().pid());
  private final Consumer<String> progress;

  /** A bench. */
  public ReloadBench(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Measures. */
  public Map<String, Object> run() throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    int backend = Ports.free();
    int port = Ports.free();
    Jvm.writePolicies(config, backend);
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0", Jvm.java().toString()));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-Xss512k"));
    Process behind =
        Contender.start(1, Nginx.backend(folder, backend), folder.resolve("backend.log"));
    try (GatewayUnderTest gateway =
        GatewayUnderTest.start(
            command, Jvm.gatewayJar(), config, port, Ports.free(), folder.resolve("log"))) {
      Ports.await(backend);
      gateway.awaitReady();
      return measure(gateway, config, backend, port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Contender.stop(behind);
      Trees.delete(folder);
    }
  }

  private Map<String, Object> measure(GatewayUnderTest gateway, Path config, int backend, int port)
      throws IOException, InterruptedException {
    progress.accept("reload: warming up");
    Wrk.run(Load.SMALL, port, WARM_UP_SECONDS, folder);
    double before = heapAfterCollection(gateway);
    double residentBefore = gateway.residentMegabytes();
    long sequence = gateway.sequence();
    Process clients =
        Contender.start(
            1, Load.SMALL.command(folder, port, SECONDS + 2), folder.resolve("wrk.log"));
    long begun = System.nanoTime();
    swap(gateway, config, backend);
    double seconds = (System.nanoTime() - begun) / 1e9;
    clients.waitFor();
    Wrk.Result result = Wrk.read(folder.resolve("wrk.log"));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("swaps", gateway.sequence() - sequence);
    figures.put("seconds", Medians.tenth(seconds));
    if (result.failed() > 0) {
      throw new IllegalStateException(
          "%d of %d requests failed".formatted(result.failed(), result.requests()));
    }
    figures.put("requests", result.requests());
    figures.put("errors", result.failed());
    figures.put("p99Ms", Medians.tenth(result.p99Millis()));
    figures.put("heapMbBefore", Medians.tenth(before));
    figures.put("heapMbAfter", Medians.tenth(heapAfterCollection(gateway)));
    figures.put("residentMbBefore", Math.round(residentBefore));
    figures.put("residentMbAfter", Math.round(gateway.residentMegabytes()));
    return figures;
  }

  /** One after another, each when the one before is served and not before its time. */
  private void swap(GatewayUnderTest gateway, Path config, int backend)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    for (int i = 1; i <= SWAPS; i++) {
      long wanted = gateway.sequence() + 1;
      Jvm.writeApi(config, "other.yaml", "other" + i, backend);
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (gateway.sequence() < wanted) {
        if (System.nanoTime() > limit) {
          throw new IllegalStateException("revision %d of %d is not served".formatted(i, SWAPS));
        }
        Thread.sleep(10);
      }
      if (i % 20 == 0) {
        progress.accept("reload: %d of %d".formatted(i, SWAPS));
      }
      long next = begun + TimeUnit.SECONDS.toNanos(SECONDS) / SWAPS * i;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
    }
  }

  private static double heapAfterCollection(GatewayUnderTest gateway)
      throws IOException, InterruptedException {
    new ProcessBuilder(
            Jvm.java().resolveSibling("jcmd").toString(), Long.toString(gateway.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return gateway.heapBytes() / 1e6;
  }
}
