package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.api.config.Snapshot;
import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose API server is gone. */
@Order(1)
class OutageTest {

  private static final Duration RESTART = Duration.ofSeconds(5);

  private final Vertx vertx = Vertx.vertx();
  private FakeApiServer apiServer;
  private String backend;
  private Snapshot served;
  @TempDir private Path data;

  @BeforeEach
  void serve() {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("fine"))
            .listen(0, "127.0.0.1")
            .await();
    backend = "http://127.0.0.1:" + server.actualPort();
    apiServer = new FakeApiServer();
    served = apiServer.publish(Documents.of(Documents.api("a", "a", backend)), 1);
  }

  @AfterEach
  void stop() {
    apiServer.close();
    vertx.close().await();
  }

  private RunningGateway gateway() {
    return new RunningGateway(apiServer.port(), data);
  }

  @Test
  @DisplayName("B79 serves for a minute without it, and follows it again")
  void servesForAMinute() {
    serves(Duration.ofSeconds(60));
  }

  @Test
  @Tag("deep")
  @DisplayName("B79 serves for ten minutes without it, and follows it again")
  void servesForTenMinutes() {
    serves(Duration.ofMinutes(10));
  }

  private void serves(Duration outage) {
    try (RunningGateway gateway = gateway().ready()) {
      apiServer.fault(FakeApiServer.Fault.HANG);
      await()
          .during(outage)
          .atMost(outage.plusSeconds(30))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> gateway.get("/a/x").body().equals("fine"));
      assertThat(gateway.management("/ready").statusCode()).isEqualTo(200);
      apiServer.fault(FakeApiServer.Fault.NONE);
      Snapshot next = apiServer.publish(Documents.of(Documents.api("b", "b", backend)), 2);
      gateway.awaitRevision(next.hash());
    }
  }

  @Test
  @DisplayName("B121 starts without it from the local copy in under 5 s")
  void startsFromTheCopyInTime() {
    gateway().ready().close();
    apiServer.fault(FakeApiServer.Fault.HANG);
    long begun = System.nanoTime();
    try (RunningGateway gateway = gateway().ready()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(RESTART);
      assertThat(gateway.get("/a/x").body()).isEqualTo("fine");
    }
  }

  @Test
  @DisplayName("a copy that is damaged is left for the one before it")
  void aDamagedCopyIsIgnored() throws IOException {
    try (RunningGateway gateway = gateway().ready()) {
      Snapshot next = apiServer.publish(Documents.of(Documents.api("b", "b", backend)), 2);
      gateway.awaitRevision(next.hash());
    }
    Path copy = data.resolve("configuration.json");
    byte[] bytes = Files.readAllBytes(copy);
    Files.write(copy, new String(bytes, StandardCharsets.UTF_8).substring(0, 100).getBytes());
    apiServer.fault(FakeApiServer.Fault.ERROR);
    try (RunningGateway gateway = gateway()) {
      gateway.awaitRevision(served.hash());
    }
  }
}
