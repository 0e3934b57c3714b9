package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.api.config.Snapshot;
import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision that ends the process while it is tried. */
class PoisonTest {

  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/shop/leases/west-1";

  private static final Map<String, String> FAST = Map.of("APIM_TRIAL_SECONDS", "1");

  @TempDir Path data;
  private FakeApiServer apiServer;
  private Snapshot good;
  private Snapshot bad;

  @BeforeEach
  void serveOneRevisionAndCrashOnTheNext() throws IOException {
    apiServer = new FakeApiServer();
    good =
        apiServer.publishObjects(
            Documents.of(Documents.api("a", "good", "http://127.0.0.1:1")), 1, 1);
    try (RunningGateway gateway = gateway()) {
      gateway.awaitRevision(good.hash());
      bad =
          apiServer.publishObjects(
              Documents.of(Documents.api("a", "bad", "http://127.0.0.1:1")), 2, 1);
      gateway.awaitRevision(bad.hash());
    }
    crashedOn(bad);
  }

  private void crashedOn(Snapshot revision) throws IOException {
    Files.writeString(
        data.resolve("trial.json"), "{\"trying\":\"" + revision.hash() + "\",\"ends\":{}}");
  }

  @AfterEach
  void stop() {
    apiServer.close();
  }

  private RunningGateway gateway() {
    return new RunningGateway(apiServer.port(), data);
  }

  @Test
  void isLeftForTheOneBeforeAndReported() {
    try (RunningGateway gateway = gateway()) {
      gateway.awaitRevision(good.hash());
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(String.valueOf(apiServer.object(LEASE)))
                      .contains("CrashedOn")
                      .contains(bad.hash()));
      Snapshot next =
          apiServer.publishObjects(
              Documents.of(Documents.api("a", "next", "http://127.0.0.1:1")), 3, 1);
      gateway.awaitRevision(next.hash());
    }
  }

  @Test
  void isLeftForTheOneBeforeWithoutAnApiServerToo() {
    apiServer.fault(FakeApiServer.Fault.ERROR);
    try (RunningGateway gateway = gateway()) {
      gateway.awaitRevision(good.hash());
    }
  }

  @Test
  @DisplayName("a process may be killed by others: a suspect is tried again, on another moment")
  void isTriedAgainLater() {
    try (RunningGateway gateway = new RunningGateway(apiServer.port(), data, FAST)) {
      gateway.awaitRevision(good.hash());
      gateway.awaitRevision(bad.hash());
    }
  }

  @Test
  void isServedWhereThereIsNothingElse() throws IOException {
    apiServer.fault(FakeApiServer.Fault.ERROR);
    Files.delete(data.resolve("configuration.before.json"));
    try (RunningGateway gateway = gateway()) {
      gateway.awaitRevision(bad.hash());
    }
  }
}
