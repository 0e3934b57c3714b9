package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Backends that stop in the middle, and those that only take their time. What is said of several
 * APIs is asked of all at the same time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated
class SilenceTest {

  private static final String GET = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String CLOSING = "GET /%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  private static final int PIECE_MILLIS = 200;

  private static final String POLICY =
      """
      <policies>
        <inbound><base /><set-variable name="some" value="thing" /></inbound>
        <backend><base /></backend>
        <outbound><base />%s</outbound>
        <on-error><base /></on-error>
      </policies>
      """;

  private static final String READS =
      "<set-body>@(context.Response.Body.As&lt;string&gt;())</set-body>";

  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration STREAM_SILENCE = Duration.ofSeconds(3);
  private static final int LARGE = 32 * 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final TestBackend near = new TestBackend(vertx, "near");
  private final TestBackend far = new TestBackend(vertx, "far");
  private final AtomicInteger reset = new AtomicInteger();
  private FolderGateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    gateway =
        new FolderGateway(folder)
            .write("near.yaml", near.yaml("http"))
            .write("far.yaml", far.yaml("http"))
            .write("second.yaml", second("protocol: Http2"))
            .write("pool.yaml", TestBackend.pool("both", "{name: near}", "{name: far}"))
            .write("plain.yaml", TestBackend.api("plain", "near"))
            .write("orders.yaml", TestBackend.api("orders", "near"))
            .write("reads.yaml", TestBackend.api("reads", "second"))
            .write("plain2.yaml", TestBackend.api("plain2", "second"))
            .write("orders2.yaml", TestBackend.api("orders2", "second"))
            .write("either.yaml", TestBackend.api("either", "both"))
            .policy(POLICY.formatted(""))
            .policy("policy2.yaml", "orders2", POLICY.formatted(""))
            .policy("policy3.yaml", "reads", POLICY.formatted(READS))
            .set("APIM_BACKEND_SILENCE_SECONDS", "1")
            .set("APIM_STREAM_SILENCE_SECONDS", "3")
            .serve();
    // what is loaded at first use is not to be taken for silence
    List.of("plain", "orders", "reads", "plain2", "orders2", "either")
        .forEach(api -> gateway.get("/" + api));
  }

  @AfterAll
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  @BeforeEach
  void backendsAnswer() {
    near.does(null);
    far.does(null);
    reset.set(0);
  }

  private String second(String... more) {
    return TestBackend.backend("second", "http://127.0.0.1:" + near.port(), more);
  }

  private void stopsInTheMiddle(HttpServerRequest request) {
    request.response().closeHandler(gone -> reset.incrementAndGet());
    request.response().setChunked(true).write("half");
  }

  /** Sends a request to each API; what it is to do with the answers comes once all are sent. */
  private void askAll(String request, List<String> apis, Check check) {
    Map<String, RawClient> clients = new HashMap<>();
    try {
      apis.forEach(
          api -> clients.put(api, new RawClient(gateway.port()).write(request.formatted(api))));
      for (String api : apis) {
        check.of(api, clients.get(api));
      }
    } finally {
      clients.values().forEach(RawClient::close);
    }
  }

  private interface Check {
    void of(String api, RawClient client);
  }

  private static String toTheEnd(RawClient client) {
    String all = client.readAll(LIMIT);
    assertThat(all).doesNotEndWith("[open]");
    return all;
  }

  private void awaitNothingInFlight() {
    awaitMetric("apim_gateway_in_flight\\{.*\\} 0.0");
  }

  private void awaitMetric(String wanted) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(gateway.management("/metrics")).containsPattern(wanted));
  }

  private double timeouts(String api) {
    Matcher found =
        Pattern.compile("backend_errors_total\\{api=\"" + api + "\",error=\"timeout\".*} (.*)")
            .matcher(gateway.management("/metrics"));
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  @Test
  @DisplayName("B115 a backend that stops in the middle of its answer is left, and told to clients")
  void aBackendThatStopsInTheMiddleIsLeft() {
    List<String> apis = List.of("plain", "orders", "plain2", "orders2");
    Map<String, Double> before = new HashMap<>();
    apis.forEach(api -> before.put(api, timeouts(api)));
    near.does(this::stopsInTheMiddle);
    askAll(
        GET,
        apis,
        (api, client) ->
            assertThat(toTheEnd(client)).as(api).startsWith("HTTP/1.1 200").contains("half"));
    awaitNothingInFlight();
    await().atMost(LIMIT).until(() -> reset.get() == apis.size());
    apis.forEach(api -> assertThat(timeouts(api)).as(api).isEqualTo(before.get(api) + 1));
  }

  @Test
  @DisplayName("B115 a backend that stops in the middle of what policies read has taken too long")
  void aBackendThatStopsInTheMiddleOfWhatPoliciesRead() {
    near.does(this::stopsInTheMiddle);
    assertThat(gateway.get("/reads")).startsWith("504");
    await().atMost(LIMIT).until(() -> reset.get() == 1);
  }

  @Test
  @DisplayName("B115 a backend that has never answered has taken too long")
  void aBackendThatNeverAnswers() {
    near.does(request -> {});
    askAll(
        CLOSING,
        List.of("plain", "orders"),
        (api, client) -> assertThat(toTheEnd(client)).as(api).startsWith("HTTP/1.1 504"));
  }

  @Test
  @DisplayName("B122 each attempt is watched anew")
  void eachAttemptIsWatchedAnew() {
    near.does(request -> {});
    far.does(request -> {});
    int before = near.requests() + far.requests();
    assertThat(gateway.get("/either")).startsWith("504");
    assertThat(near.requests() + far.requests()).isEqualTo(before + 2);
    far.does(null);
    assertThat(gateway.get("/either")).isEqualTo("200 far GET /far ");
  }

  @Test
  @DisplayName("an upload may take as long as it does, while something of it comes")
  void anUploadMayTakeLong() {
    int pieces = (int) (2 * SILENCE.toMillis() / PIECE_MILLIS);
    try (RawClient plain = upload("plain", pieces);
        RawClient orders = upload("orders", pieces)) {
      for (RawClient client : List.of(plain, orders)) {
        assertThat(client.readUntil("x".repeat(pieces))).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  @DisplayName("B115 a client that stops in the middle of its upload is not its backend's failure")
  void aClientThatStopsInTheMiddleOfItsUpload() {
    List<String> apis = List.of("plain", "orders", "plain2", "orders2");
    Map<String, Double> before = new HashMap<>();
    apis.forEach(api -> before.put(api, timeouts(api)));
    askAll(
        "POST /%s HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx",
        apis,
        (api, client) ->
            assertThat(client.readUntil("in time")).as(api).startsWith("HTTP/1.1 408"));
    awaitNothingInFlight();
    apis.forEach(api -> assertThat(timeouts(api)).as(api).isEqualTo(before.get(api)));
  }

  @Test
  @DisplayName("a call of gRPC may be silent for longer before its first message, too")
  void callsMayBeSilentBeforeTheirFirstMessage() {
    near.does(
        request ->
            vertx.setTimer(
                2 * SILENCE.toMillis(), late -> request.response().setStatusCode(201).end()));
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    for (String api : List.of("plain2", "orders2")) {
      int status =
          client
              .request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/" + api)
              .compose(call -> call.putHeader("Content-Type", "application/grpc").send("x"))
              .await()
              .statusCode();
      assertThat(status).as(api).isEqualTo(201);
    }
  }

  private RawClient upload(String api, int pieces) {
    RawClient client = new RawClient(gateway.port());
    client.write("POST /" + api + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + pieces + "\r\n\r\n");
    AtomicInteger left = new AtomicInteger(pieces);
    vertx.setPeriodic(
        PIECE_MILLIS,
        timer -> {
          vertx.executeBlocking(() -> client.write("x"));
          if (left.decrementAndGet() == 0) {
            vertx.cancelTimer(timer);
          }
        });
    return client;
  }

  @Test
  @DisplayName("events may be silent for longer, and not for ever")
  void eventsMayBeSilentForLonger() {
    Duration first = SILENCE.multipliedBy(2);
    near.does(
        request -> {
          boolean grpc = request.version() == HttpVersion.HTTP_2;
          request
              .response()
              .putHeader("Content-Type", grpc ? "application/grpc" : "text/event-stream");
          stopsInTheMiddle(request);
          vertx.setTimer(first.toMillis(), late -> request.response().write("more"));
        });
    long begun = System.nanoTime();
    askAll(
        GET,
        List.of("orders", "plain2"),
        (api, client) -> {
          client.readUntil("more");
          toTheEnd(client);
        });
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThan(first.plus(SILENCE.multipliedBy(2)));
    awaitNothingInFlight();
  }

  @Test
  @DisplayName("a client that reads slowly is not the silence of its backend")
  void aClientThatReadsSlowlyIsNotTheSilenceOfItsBackend() {
    near.does(request -> request.response().end(Buffer.buffer(new byte[LARGE])));
    long readFrom = System.nanoTime() + SILENCE.multipliedBy(2).toNanos();
    askAll(
        CLOSING,
        List.of("plain", "orders"),
        (api, client) -> {
          client.readUntil("\r\n\r\n");
          await().pollInterval(SILENCE).until(() -> System.nanoTime() - readFrom > 0);
          assertThat(client.readAll(LIMIT)).as(api).hasSize(LARGE);
        });
  }
}
