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
 * when idle: on this JDK with its archive of classes, as the images have it, and on JDK 25 with the
 * cache of an earlier run; each without, too.
 */
public final class StartBench {

  private static final int VERSION = 25;
  private static final int IDLE_MILLIS = 3_000;
  private static final int TRAINING_REQUESTS = 200;
  private static final List<String> COMMON = List.of("-Xmx128m", "-Xss512k", "-XX:-UsePerfData");

  private final Path folder =
      Home.tree().resolve("e2e/target/processes/bench-start-" + ProcessHandle.current().pid());
  private final int rounds;
  private final Consumer<String> progress;

  /** A bench. */
  public StartBench(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * A JDK and how it keeps classes.
   *
   * @param makes option of the run that makes the file
   * @param uses option of those that use it
   */
  private record Way(String title, Path java, List<String> options, String makes, String uses) {}

  /** Measures. */
  public Map<String, Object> run() throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>();
    try {
      Path config = Files.createDirectories(folder.resolve("config"));
      Jvm.writePolicies(config, 1);
      measure(own(), config, figures);
      Path other = Jdk.find(VERSION).orElse(null);
      if (other == null) {
        figures.put("notInstalled", "JDK " + VERSION + "; name one by APIM_JDK" + VERSION);
      } else {
        measure(with25(other), config, figures);
      }
      figures.put("rounds", rounds);
      return figures;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Trees.delete(folder);
    }
  }

  private static Way own() {
    return new Way(
        "jdk " + Runtime.version().feature(),
        Jvm.java(),
        List.of("-XX:+UseParallelGC"),
        "-XX:ArchiveClassesAtExit=",
        "-XX:SharedArchiveFile=");
  }

  private static Way with25(Path java) {
    return new Way(
        "jdk " + VERSION + " aot",
        java,
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // else Netty makes its memory by calls of C, whose stubs take a tenth of the start
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.noUnsafe=false"),
        "-XX:AOTCacheOutput=",
        "-XX:AOTCache=");
  }

  private void measure(Way way, Path config, Map<String, Object> figures)
      throws IOException, InterruptedException {
    Path archive = folder.resolve("archive-of-" + way.title().replace(' ', '-'));
    train(way, config, archive);
    Map<String, Object> with = measure(way, config, List.of(way.uses() + archive));
    with.put("archiveMb", Math.round(Files.size(archive) / 1e6));
    figures.put(way.title() + " with archive", with);
    figures.put(way.title() + " without", measure(way, config, List.of()));
  }

  private void train(Way way, Path config, Path archive) throws IOException, InterruptedException {
    progress.accept("start: a run of %s that makes its archive".formatted(way.title()));
    int port = Ports.free();
    try (GatewayUnderTest gateway = start(way, config, port, List.of(way.makes() + archive))) {
      gateway.awaitReady();
      HttpClient client = HttpClient.newHttpClient();
      URI uri = URI.create("http://127.0.0.1:" + port + "/api/orders");
      for (int i = 0; i < TRAINING_REQUESTS; i++) {
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
      }
      gateway.heapBytes();
      gateway.terminate();
    }
    if (!Files.exists(archive)) {
      throw new IOException("no archive was written: " + Files.readString(folder.resolve("log")));
    }
  }

  private Map<String, Object> measure(Way way, Path config, List<String> more)
      throws IOException, InterruptedException {
    List<Double> ready = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      progress.accept("start: %s, %d of %d %s".formatted(way.title(), i, rounds, more));
      try (GatewayUnderTest gateway = start(way, config, Ports.free(), more)) {
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

  private GatewayUnderTest start(Way way, Path config, int port, List<String> more)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(way.java().toString()));
    command.addAll(COMMON);
    command.addAll(way.options());
    command.addAll(more);
    return GatewayUnderTest.start(
        command, Jvm.gatewayJar(), config, port, Ports.free(), folder.resolve("log"));
  }
}
