package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * From the start of the process until it is ready with an API and six policies, and what it holds
 * when idle: JDK 25 with the cache of an earlier run, as the images have it.
 */
public final class StartBench {

  private static final int VERSION = 25;
  private static final int IDLE_MILLIS = 3_000;
  private static final int TRAINING_REQUESTS = 200;
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx128m",
          "-Xss512k",
          "-XX:-UsePerfData");

  private final Path folder =
      Home.tree().resolve("e2e/target/processes/bench-start-" + ProcessHandle.current().pid());
  private final int rounds;
  private final Consumer<String> progress;

  /** A bench. */
  public StartBench(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures. */
  public Map<String, Object> run() throws IOException {
    Path java = Jdk.find(VERSION).orElse(null);
    if (java == null) {
      return Map.of("notInstalled", "JDK " + VERSION + "; name one by APIM_JDK" + VERSION);
    }
    try {
      Path config = Files.createDirectories(folder.resolve("config"));
      Jvm.writePolicies(config, 1);
      Path cache = folder.resolve("gateway.aot");
      train(java, config, cache);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("with cache", measure(java, config, List.of("-XX:AOTCache=" + cache)));
      figures.put("without", measure(java, config, List.of()));
      figures.put("cacheMb", Math.round(Files.size(cache) / 1e6));
      figures.put("rounds", rounds);
      return figures;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Trees.delete(folder);
    }
  }

  private void train(Path java, Path config, Path cache) throws IOException, InterruptedException {
    progress.accept("start: a run that makes the cache");
    int port = Ports.free();
    try (GatewayUnderTest gateway =
        start(java, config, port, List.of("-XX:AOTCacheOutput=" + cache))) {
      gateway.awaitReady();
      HttpClient client = HttpClient.newHttpClient();
      URI uri = URI.create("http://127.0.0.1:" + port + "/api/orders");
      for (int i = 0; i < TRAINING_REQUESTS; i++) {
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
      }
      gateway.heapBytes();
      gateway.terminate();
    }
    if (!Files.exists(cache)) {
      throw new IOException("no cache was written: " + Files.readString(folder.resolve("log")));
    }
  }

  private Map<String, Object> measure(Path java, Path config, List<String> more)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      progress.accept("start: %d of %d %s".formatted(i, rounds, more));
      try (GatewayUnderTest gateway = start(java, config, Ports.free(), more)) {
        ready.add(gateway.awaitReady());
        Thread.sleep(IDLE_MILLIS);
        resident.add(gateway.residentMegabytes());
      }
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("readyMs", Math.round(Medians.of(ready)));
    row.put("idleMb", Math.round(Medians.of(resident)));
    return row;
  }

  private GatewayUnderTest start(Path java, Path config, int port, List<String> more)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(OPTIONS);
    command.addAll(more);
    return GatewayUnderTest.start(
        command, Jvm.gatewayJar(), config, port, Ports.free(), folder.resolve("log"));
  }
}
