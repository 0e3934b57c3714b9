package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.OperationEntry;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.gateway.fixture.FakeApiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration of 1,000 APIs, of which all change at once. */
class ManyApisTest {

  private static final int APIS = 1_000;
  private static final int LEAST_BUCKETS = 16;
  private static final int CHANGES = 5;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final FakeApiServer apiServer = new FakeApiServer();

  private static ConfigurationDocument document(int change) {
    List<ApiEntry> apis =
        IntStream.range(0, APIS)
            .mapToObj(
                i ->
                    new ApiEntry(
                        "api-" + i,
                        "change-" + change + "/api-" + i,
                        List.of(),
                        null,
                        "http://127.0.0.1:1",
                        null,
                        null,
                        operations(),
                        null,
                        null))
            .toList();
    return ConfigurationDocument.of("contoso", List.of(), apis, List.of());
  }

  private static List<OperationEntry> operations() {
    return List.of(
        new OperationEntry("list", null, "GET", "/orders"),
        new OperationEntry("get", null, "GET", "/orders/{id}"),
        new OperationEntry("add", null, "POST", "/orders"));
  }

  /** Nanoseconds from the moment that the pointer names it until its last API is routed. */
  private long publish(int change, RunningGateway gateway) {
    Snapshot snapshot = SnapshotCodec.split(document(change), LEAST_BUCKETS);
    apiServer.putObjects(snapshot);
    long begun = System.nanoTime();
    apiServer.point(apiServer.pointer(snapshot, change + 1, false));
    String last = "/change-" + change + "/api-" + (APIS - 1);
    await(last)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> gateway.get(last + "/orders/7").statusCode() == 502);
    return System.nanoTime() - begun;
  }

  @Test
  @DisplayName("B53 a change of all of 1,000 APIs is served within a second, the quickest of five")
  void aThousandApisAreServedWithinASecond(@TempDir Path data) {
    apiServer.publishObjects(document(0), 1, LEAST_BUCKETS);
    try (RunningGateway gateway = new RunningGateway(apiServer.port(), data).ready()) {
      await().atMost(LIMIT).until(() -> apiServer.watches() > 0);
      long quickest =
          IntStream.rangeClosed(1, CHANGES)
              .mapToLong(change -> publish(change, gateway))
              .min()
              .orElseThrow();
      assertThat(Duration.ofNanos(quickest)).isLessThan(Duration.ofSeconds(1));
      assertThat(gateway.get("/change-1/api-0/orders").statusCode()).isEqualTo(404);
    } finally {
      apiServer.close();
    }
  }
}
