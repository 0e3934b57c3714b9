package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More requests at once than a gateway can answer in time. */
@Isolated
class OverloadTest {

  private static final int REQUESTS = 600;

  /** Costs some milliseconds of the event loop. */
  private static final String BURNS =
      """
<policies>
  <inbound>
    <return-response>
      <set-body>@{ var x = 0; for (var i = 0; i < 10000; i++) { x = x + i; } return "" + x; }</set-body>
    </return-response>
  </inbound>
</policies>
""";

  private static final String PASSES =
      """
      <policies>
        <inbound><base /><set-variable name="some" value="thing" /></inbound>
        <backend><base /></backend>
        <outbound><base /></outbound>
        <on-error><base /></on-error>
      </policies>
      """;

  private static final String HANDSHAKE =
      """
      GET /orders HTTP/1.1
      Host: x
      Connection: Upgrade
      Upgrade: websocket
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** What came of the requests. */
  private record Outcome(List<Long> acceptedMillis, int refused, int withoutRetryAfter) {

    long slowest() {
      return acceptedMillis.stream().mapToLong(Long::longValue).max().orElseThrow();
    }
  }

  private Outcome burst(FolderGateway gateway) throws InterruptedException {
    HttpClient client =
        vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(REQUESTS).setEventLoopSize(1));
    List<Long> accepted = new ArrayList<>();
    List<Boolean> refused = new ArrayList<>();
    CountDownLatch left = new CountDownLatch(REQUESTS);
    for (int i = 0; i < REQUESTS; i++) {
      long begun = System.nanoTime();
      client
          .request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/orders")
          .compose(request -> request.send())
          .onSuccess(
              answer -> {
                synchronized (accepted) {
                  // on a starved machine an expression may also be stopped by its time limit
                  if (answer.statusCode() == 503) {
                    refused.add("1".equals(answer.getHeader("Retry-After")));
                  } else {
                    accepted.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                  }
                }
              })
          .onComplete(any -> left.countDown());
    }
    assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
    synchronized (accepted) {
      return new Outcome(
          List.copyOf(accepted),
          refused.size(),
          (int) refused.stream().filter(said -> !said).count());
    }
  }

  @Test
  @DisplayName("B119 who cannot be answered soon is refused at once, and the others do not wait")
  void refusesInsteadOfBecomingSlow(@TempDir Path folder) throws Exception {
    Outcome all = outcome(folder, "0");
    Outcome some = outcome(folder, "100");
    assertThat(all.refused()).isZero();
    assertThat(all.acceptedMillis()).hasSize(REQUESTS);
    assertThat(some.refused()).isPositive();
    assertThat(some.withoutRetryAfter()).isZero();
    assertThat(some.acceptedMillis()).isNotEmpty();
    assertThat(some.acceptedMillis().size() + some.refused()).isEqualTo(REQUESTS);
    assertThat(some.slowest()).isLessThan(all.slowest());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("B119 WebSockets that are open are no requests that wait for an answer")
  void openWebSocketsAreNoRequests(boolean policies, @TempDir Path folder) throws IOException {
    TestBackend backend = new TestBackend(vertx, "b");
    backend.does(
        request -> {
          if (request.headers().contains("Upgrade")) {
            request.toWebSocket();
          } else {
            request.response().end("answered");
          }
        });
    List<RawClient> open = new ArrayList<>();
    try (FolderGateway gateway = new FolderGateway(folder)) {
      if (policies) {
        gateway.policy(PASSES);
      }
      gateway
          .write("backend.yaml", backend.yaml("http"))
          .write("api.yaml", TestBackend.api("orders", "b"))
          .set("APIM_SHED_PERCENT", "100")
          .set("APIM_MAX_REQUESTS", "2")
          .serve();
      for (int i = 0; i < 4; i++) {
        RawClient client = new RawClient(gateway.port()).write(HANDSHAKE);
        assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101");
        open.add(client);
      }
      assertThat(gateway.get("/orders")).isEqualTo("200 answered");
      assertThat(gateway.management("/metrics"))
          .containsPattern("apim_gateway_websockets\\{.*\\} 4.0");
      open.forEach(RawClient::close);
      await()
          .atMost(FolderGateway.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(gateway.management("/metrics"))
                      .containsPattern("apim_gateway_websockets\\{.*\\} 0.0"));
    }
  }

  private Outcome outcome(Path folder, String percent) throws IOException, InterruptedException {
    try (FolderGateway gateway =
        new FolderGateway(folder)
            .api("orders")
            .policy(BURNS)
            .set("APIM_SHED_PERCENT", percent)
            .set("APIM_QUEUE_MILLIS", "50")
            .serve()) {
      burst(gateway);
      Outcome outcome = burst(gateway);
      assertThat(gateway.management("/metrics"))
          .contains("apim_gateway_capacity_percent")
          .contains("part=\"queue\"");
      if (outcome.refused() > 0) {
        assertThat(gateway.management("/metrics")).contains("apim_gateway_shed_total");
      }
      return outcome;
    }
  }
}
