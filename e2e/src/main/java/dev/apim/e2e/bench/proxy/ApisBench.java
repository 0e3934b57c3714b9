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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.awaitility.Awaitility;

/**
 * What 1,000 and 10,000 APIs of three operations each cost a gateway that serves them from a
 * folder: from its start to the first answer, from an edit of one of them to the answer of its new
 * backend, resident memory, and CPU of a request beside a gateway with one API. Rounds alternate.
 */
public final class ApisBench {

  /** As many as repeat well. */
  public static final int ROUNDS = 5;

  private static final int[] SIZES = {1, 1_000, 10_000};
  private static final int ROUND_SECONDS = 4;
  private static final int WARM_UPS = 4;
  private static final int EDITS = 5;
  private static final int APIS_OF_FILE = 100;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path folder =
      Home.tree().resolve("e2e/target/processes/bench-apis-" + ProcessHandle.current().pid());
  private final Consumer<String> progress;
  private final int rounds;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * A bench.
   *
   * @param progress is told at least every ten seconds how far it is
   */
  public ApisBench(int rounds, Consumer<String> progress) {
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Measures; figures by number of APIs. */
  public Map<String, Object> run() throws IOException {
    Files.createDirectories(folder);
    int backend = Ports.free();
    Process behind =
        Contender.start(1, Nginx.backend(folder, backend), folder.resolve("backend.log"));
    List<Contender> contenders = new ArrayList<>();
    Map<String, Object> figures = new LinkedHashMap<>();
    try {
      for (int size : SIZES) {
        contenders.add(start(size, backend, figures));
      }
      for (Contender contender : contenders) {
        for (int i = 0; i < WARM_UPS; i++) {
          progress.accept("warming up with " + contender.name() + " APIs");
          Wrk.run(Load.SMALL, contender.port(), ROUND_SECONDS, folder);
        }
      }
      for (int round = 1; round <= rounds; round++) {
        for (Contender contender : contenders) {
          progress.accept("round %d of %d: %s APIs".formatted(round, rounds, contender.name()));
          contender.measure(Load.SMALL, ROUND_SECONDS, folder);
        }
      }
      return with(contenders, figures);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      contenders.forEach(Contender::close);
      Contender.stop(behind);
      Trees.delete(folder);
    }
  }

  private Contender start(int size, int backend, Map<String, Object> figures) throws IOException {
    Path config = folder.resolve("apis-" + size);
    Files.createDirectories(config);
    for (int first = 0; first < size; first += APIS_OF_FILE) {
      Files.writeString(config.resolve("apis-" + first + ".yaml"), apis(first, size, backend));
    }
    int port = Ports.free();
    long begun = System.nanoTime();
    Contender contender =
        Contender.start(Integer.toString(size), port, Jvm.gatewayOf(config, port), folder);
    awaitAnswer(port, "/api/orders/1", 200);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("startMs", millisSince(begun));
    List<Long> edits = new ArrayList<>();
    for (int i = 1; i <= EDITS; i++) {
      begun = System.nanoTime();
      Files.writeString(config.resolve("edited.yaml"), api("edited", "edited-" + i, backend));
      awaitAnswer(port, "/edited-" + i + "/orders", 200);
      edits.add(millisSince(begun));
    }
    row.put("editMs", edits.stream().sorted().toList().get(EDITS / 2));
    figures.put(Integer.toString(size), row);
    progress.accept(size + " APIs: " + row);
    return contender;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> with(List<Contender> contenders, Map<String, Object> figures) {
    double one = median(contenders.get(0), Contender.Sample::microseconds);
    for (Contender contender : contenders) {
      double micros = median(contender, Contender.Sample::microseconds);
      Map<String, Object> row = (Map<String, Object>) figures.get(contender.name());
      row.put("cpuMicros", Medians.tenth(micros));
      row.put("cpuAgainstOne", Medians.hundredth(micros / one));
      row.put("residentMb", Math.round(median(contender, Contender.Sample::megabytes)));
    }
    return figures;
  }

  private static double median(Contender contender, ToDoubleFunction<Contender.Sample> figure) {
    return Medians.of(contender.samples().stream().map(figure::applyAsDouble).toList());
  }

  private static String apis(int first, int size, int backend) {
    StringBuilder yaml = new StringBuilder();
    for (int i = first; i < Math.min(size, first + APIS_OF_FILE); i++) {
      yaml.append("---\n");
      yaml.append(api("api-" + i, i == 0 ? "api" : "team-" + i % 50 + "/api-" + i, backend));
    }
    return yaml.toString();
  }

  private static String api(String name, String path, int backend) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: Api
           metadata: {name: %s}
           spec:
             instanceRef: {name: bench}
             path: %s
             backend: {type: Url, url: "http://127.0.0.1:%d"}
             operations:
               - {name: list, method: GET, urlTemplate: /orders}
               - {name: get, method: GET, urlTemplate: "/orders/{id}"}
               - {name: add, method: POST, urlTemplate: /orders}
           """
        .formatted(name, path, backend);
  }

  private void awaitAnswer(int port, String target, int status) {
    Awaitility.await(target)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(10))
        .ignoreExceptions()
        .until(
            () ->
                client
                        .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                                .build(),
                            HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                    == status);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
