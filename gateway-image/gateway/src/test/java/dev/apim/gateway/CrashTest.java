package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends at once while it tries a revision; its volume stays. */
class CrashTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int NOWHERE = 404;
  private static final int SERVED = 502;

  @Test
  @DisplayName("B121 the next process leaves what the one before was trying when it was killed")
  void theNextProcessLeavesWhatEndedTheOneBefore(@TempDir Path directory) throws IOException {
    try (FakeApiServer apiServer = new FakeApiServer()) {
      publish(apiServer, "good", 1);
      try (GatewayProcess first =
          new GatewayProcess(apiServer.port(), directory, Map.of()).ready()) {
        assertThat(first.status("/good/x")).isEqualTo(SERVED);
        publish(apiServer, "bad", 2);
        await().atMost(LONGEST).until(() -> first.status("/bad/x") == SERVED);
      }
      try (GatewayProcess second =
          new GatewayProcess(apiServer.port(), directory, Map.of()).ready()) {
        assertThat(second.status("/good/x")).isEqualTo(SERVED);
        assertThat(second.status("/bad/x")).isEqualTo(NOWHERE);
      }
    }
  }

  /** An Api of that path, whose backend nobody can reach. */
  private static void publish(FakeApiServer apiServer, String path, int sequence) {
    apiServer.publishObjects(
        Documents.of(Documents.api("a", path, "http://127.0.0.1:1")), sequence, 1);
  }
}
