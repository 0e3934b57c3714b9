package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a real process, whose clients go away only after its probes have said so. */
@Order(3)
class DrainTest {

  private static final int CLIENTS = 8;
  private static final String DRAIN_SECONDS = "6";
  // outlives the drain, so that it is in flight when the port closes
  private static final long SLOW_MILLIS = 8_000;
  private static final String STATUS = "/status-0123456789abcdef";

  private final Vertx vertx = Vertx.vertx();
  private final FakeApiServer apiServer = new FakeApiServer();
  private final List<String> losses = new CopyOnWriteArrayList<>();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong neverAnswered = new AtomicLong();
  private final AtomicBoolean clientsStay = new AtomicBoolean(true);
  @TempDir private Path directory;

  @BeforeEach
  void publish() {
    HttpServer backend = vertx.createHttpServer().requestHandler(this::backend);
    backend.listen(0, "127.0.0.1").await();
    apiServer.publish(
        Documents.of(Documents.api("a", "a", "http://127.0.0.1:" + backend.actualPort())), 1);
  }

  @AfterEach
  void stop() {
    clientsStay.set(false);
    apiServer.close();
    vertx.close().await();
  }

  private void backend(HttpServerRequest request) {
    if (request.path().equals("/never")) {
      neverAnswered.incrementAndGet();
      return;
    }
    long delay = request.path().equals("/slow") ? SLOW_MILLIS : 5;
    request
        .body()
        .onSuccess(body -> vertx.setTimer(delay, fired -> request.response().end("done")));
  }

  private void work(URI uri) {
    HttpClient client = HttpClient.newHttpClient();
    while (clientsStay.get()) {
      post(client, uri);
    }
  }

  /** A POST, since a client may repeat a GET by itself and hide that it was lost. */
  private void post(HttpClient client, URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .POST(HttpRequest.BodyPublishers.ofString("order"))
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      answered.incrementAndGet();
      if (response.statusCode() != 200 || !response.body().equals("done")) {
        losses.add(response.statusCode() + " " + response.body());
      }
    } catch (IOException e) {
      losses.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("B41 a gateway that is told to go loses no request")
  void aGatewayThatIsToldToGoLosesNoRequest() throws Exception {
    try (GatewayProcess gateway =
        new GatewayProcess(apiServer.port(), directory, Map.of("APIM_DRAIN_SECONDS", DRAIN_SECONDS))
            .ready()) {
      assertThat(gateway.status(STATUS)).isEqualTo(200);
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(CompletableFuture.runAsync(() -> work(gateway.uri("/a/quick")), this::thread));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() > 500);
      gateway.terminate();
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(3))
          .until(() -> gateway.status(STATUS) == 503);
      assertThat(gateway.managementStatus("/ready")).isEqualTo(503);
      long atNotice = answered.get();
      CompletableFuture<Void> slow =
          CompletableFuture.runAsync(
              () -> post(HttpClient.newHttpClient(), gateway.uri("/a/slow")), this::thread);
      // a load balancer needs a moment to hear of it; requests that come meanwhile are served
      await().atMost(Duration.ofSeconds(2)).until(() -> answered.get() > atNotice + 100);
      clientsStay.set(false);
      CompletableFuture.allOf(clients.toArray(new CompletableFuture<?>[0])).get();
      slow.get();
      assertThat(gateway.exit()).as("exit code after SIGTERM").isEqualTo(143);
      assertThat(losses).isEmpty();
      assertThat(gateway.log())
          .contains("Closing the port; 1 requests are in flight", "Stopped")
          .doesNotContain("WARN", "ERROR");
    }
  }

  @Test
  void aRequestThatNeverEndsDoesNotKeepTheGatewayForEver() throws Exception {
    try (GatewayProcess gateway =
        new GatewayProcess(
                apiServer.port(),
                directory,
                Map.of("APIM_DRAIN_SECONDS", "0", "APIM_SHUTDOWN_SECONDS", "1"))
            .ready()) {
      CompletableFuture.runAsync(
          () -> post(HttpClient.newHttpClient(), gateway.uri("/a/never")), this::thread);
      await().until(() -> neverAnswered.get() == 1);
      gateway.terminate();
      assertThat(gateway.exit()).isEqualTo(143);
      assertThat(gateway.log()).contains("1 requests are in flight", "Stopped");
    }
  }

  @Test
  void theEndIsSilentAlsoWhileTheApiServerFails() throws Exception {
    try (GatewayProcess gateway =
        new GatewayProcess(
                apiServer.port(),
                directory,
                Map.of("APIM_DRAIN_SECONDS", "0", "APIM_RELIST_SECONDS", "1"))
            .ready()) {
      apiServer.fault(FakeApiServer.Fault.HANG);
      int asked = apiServer.requests().size();
      await().until(() -> apiServer.requests().size() > asked);
      gateway.terminate();
      assertThat(gateway.exit()).isEqualTo(143);
      assertThat(gateway.log()).contains("Stopped").doesNotContain("ERROR", "Exception");
    }
  }

  @Test
  void aMissingSettingIsNamed() throws Exception {
    try (GatewayProcess gateway =
        new GatewayProcess(apiServer.port(), directory, Map.of("APIM_INSTANCE", ""))) {
      assertThat(gateway.exit()).isEqualTo(2);
      assertThat(gateway.log()).contains("Cannot start: APIM_INSTANCE must be set");
    }
  }

  private void thread(Runnable task) {
    Thread thread = new Thread(task, "client");
    thread.setDaemon(true);
    thread.start();
  }
}
