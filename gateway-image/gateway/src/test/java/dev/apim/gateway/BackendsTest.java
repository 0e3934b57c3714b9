package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendsTest {

  private static final String POLICY =
      """
      <policies>
        <inbound><base /><set-backend-service backend-id="both" /></inbound>
        <backend><forward-request buffer-request-body="true" /></backend>
        <outbound><base /></outbound>
        <on-error><base /></on-error>
      </policies>
      """;

  private final Vertx vertx = Vertx.vertx();
  private final TestBackend near = new TestBackend(vertx, "near");
  private final TestBackend far = new TestBackend(vertx, "far");
  @TempDir Path folder;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private FolderGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FolderGateway(folder);
  }

  @AfterEach
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  /** Plain without policies, or the same backend chosen by one. */
  private void serve(boolean byPolicy, String breaker) {
    gateway
        .write("near.yaml", near.yaml("http", breaker))
        .write("far.yaml", far.yaml("http"))
        .write(
            "pool.yaml",
            TestBackend.pool("both", "{name: far, priority: 2}", "{name: near, priority: 1}"))
        .write("api.yaml", TestBackend.api("orders", byPolicy ? "far" : "both"));
    if (byPolicy) {
      gateway.policy(POLICY);
    }
    gateway.serve();
  }

  private String post() {
    var answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders/1")).POST(BodyPublishers.ofString("one")));
    return answer.statusCode() + " " + answer.body();
  }

  private static final String NO_BREAKER = "protocol: Http1";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("B122 what is idempotent is answered by another member")
  void whatIsIdempotentIsAnsweredByAnotherMember(boolean byPolicy) {
    serve(byPolicy, NO_BREAKER);
    assertThat(gateway.get("/orders/1")).isEqualTo("200 near GET /near/1 ");
    near.breaksOff();
    assertThat(gateway.get("/orders/1?a=b")).isEqualTo("200 far GET /far/1?a=b ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("B81 what is not idempotent is never sent twice")
  void whatIsNotIdempotentIsNeverSentTwice(boolean byPolicy) {
    serve(byPolicy, NO_BREAKER);
    near.breaksOff();
    assertThat(post()).startsWith("502");
    assertThat(near.requests()).isEqualTo(1);
    assertThat(far.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("B98 a member that cannot be reached has got nothing: any request goes to another")
  void aMemberThatCannotBeReachedHasGotNothing(boolean byPolicy) {
    gateway.write("near.yaml", TestBackend.backend("near", "http://127.0.0.1:1"));
    serve(byPolicy, NO_BREAKER);
    gateway.write("near.yaml", TestBackend.backend("near", "http://127.0.0.1:1"));
    await().atMost(LIMIT).until(() -> post().equals("200 far POST /far/1 one"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("B104 a member that fails too often is left alone for its time")
  void aMemberThatFailsTooOftenIsLeftAlone(boolean byPolicy) {
    serve(byPolicy, "circuitBreaker: {failureCount: 2, intervalSeconds: 30, tripSeconds: 1}");
    near.answers(500);
    assertThat(post()).isEqualTo("500 near fails");
    assertThat(post()).isEqualTo("500 near fails");
    assertThat(post()).isEqualTo("200 far POST /far/1 one");
    assertThat(near.requests()).isEqualTo(2);
    near.does(null);
    await().atMost(LIMIT).until(() -> post().equals("200 near POST /near/1 one"));
  }

  @Test
  @DisplayName("B122 an answer that its breaker calls a failure is asked for elsewhere, if it may")
  void failuresAreAskedForElsewhere() {
    serve(
        false,
        "circuitBreaker: {failureCount: 2, statusCodes: [{min: 503, max: 503}], tripSeconds: 60}");
    near.answers(503);
    assertThat(gateway.get("/orders/1")).isEqualTo("200 far GET /far/1 ");
    near.answers(500);
    assertThat(gateway.get("/orders/1")).isEqualTo("500 near fails");
  }

  @Test
  @DisplayName("B104 a backend says itself how long it is left alone")
  void aBackendSaysItselfHowLong() {
    serve(
        false,
        "circuitBreaker: {failureCount: 1, statusCodes: [{min: 429, max: 429}], tripSeconds: 1,"
            + " retryAfter: Accept}");
    near.does(
        request -> request.response().setStatusCode(429).putHeader("Retry-After", "60").end());
    assertThat(post()).startsWith("429");
    near.does(null);
    await()
        .during(Duration.ofMillis(1500))
        .atMost(LIMIT)
        .until(() -> gateway.get("/orders").startsWith("200 far"));
  }

  @Test
  @DisplayName("B104 with every breaker open the answer is 503, and nobody is asked")
  void withEveryBreakerOpenTheAnswerIs503() {
    gateway
        .write("near.yaml", near.yaml("http", "circuitBreaker: {failureCount: 1}"))
        .write("api.yaml", TestBackend.api("orders", "near"))
        .serve();
    near.answers(500);
    assertThat(gateway.get("/orders")).isEqualTo("500 near fails");
    assertThat(gateway.get("/orders"))
        .isEqualTo("503 { \"statusCode\": 503, \"message\": \"Service unavailable\" }");
    assertThat(near.requests()).isEqualTo(1);
    assertThat(gateway.management("/metrics"))
        .containsPattern("apim_gateway_backend_errors_total\\{.*error=\"open\".*\\} 1.0");
  }

  private void awaitMetrics(String... wanted) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              String all = gateway.management("/metrics");
              for (String each : wanted) {
                assertThat(all).containsPattern("apim_gateway_" + each);
              }
            });
  }

  @Test
  @DisplayName("B104 metrics show whose breaker is open, by the name of its Backend alone")
  void metricsShowWhoseBreakerIsOpen() {
    serve(false, "circuitBreaker: {failureCount: 1, tripSeconds: 60}");
    awaitMetrics(
        "breaker_open\\{backend=\"near\".*\\} 0.0",
        "pool_members\\{backend=\"both\",breaker=\"closed\".*\\} 2.0");
    near.answers(500);
    gateway.get("/orders");
    awaitMetrics(
        "breaker_open\\{backend=\"near\".*\\} 1.0",
        "pool_members\\{backend=\"both\",breaker=\"closed\".*\\} 1.0",
        "pool_members\\{backend=\"both\",breaker=\"open\".*\\} 1.0");
    assertThat(gateway.management("/metrics"))
        .doesNotContain("breaker_open{backend=\"far\"", "127.0.0.1");

    gateway
        .write("near.yaml", "")
        .write("pool.yaml", "")
        .write("far.yaml", far.yaml("http", "circuitBreaker: {failureCount: 1}"))
        .write("api.yaml", TestBackend.api("orders", "far"));
    awaitMetrics("breaker_open\\{backend=\"far\".*\\} 0.0");
    assertThat(gateway.management("/metrics")).doesNotContain("\"near\"", "pool_members{");
  }

  /** One backend, with policies or without. */
  private void serveNear(boolean byPolicy, String... more) {
    gateway
        .write("near.yaml", near.yaml("http", more))
        .write("api.yaml", TestBackend.api("orders", "near"));
    if (byPolicy) {
      gateway.policy(
          POLICY
              .replace("<set-backend-service backend-id=\"both\" />", "")
              .replace("buffer-request-body=\"true\"", ""));
    }
    gateway.serve();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("B81 a kept connection that closes when a request takes it is no error, once")
  void aKeptConnectionThatClosesIsNoError(boolean byPolicy) {
    serveNear(byPolicy, "circuitBreaker: {failureCount: 1, tripSeconds: 60}");
    near.does(
        request -> {
          near.does(null);
          request.connection().close();
        });
    assertThat(gateway.get("/orders")).isEqualTo("200 near GET /near ");
    assertThat(near.requests()).isEqualTo(2);
    assertThat(gateway.get("/orders")).startsWith("200");
    near.breaksOff();
    assertThat(gateway.get("/orders")).startsWith("502");
    assertThat(near.requests()).isEqualTo(5);
  }

  @Test
  @DisplayName("B122 an answer that has begun is never mixed with another")
  void anAnswerThatHasBegunIsNeverMixed() {
    serve(false, NO_BREAKER);
    near.does(
        request -> {
          request
              .response()
              .setStatusMessage("Fine")
              .putHeader("X-From", "near")
              .putHeader("Content-Length", "100")
              .writeHead()
              .onSuccess(written -> vertx.setTimer(100, soon -> request.connection().close()));
        });
    var answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/orders")));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("X-From")).isEmpty();
    assertThat(far.requests()).isZero();
  }

  @Test
  @DisplayName("B81 a backend that breaks off while policies wait is told to the client at once")
  void aBackendThatBreaksOffWhilePoliciesWait() {
    AtomicReference<HttpServerRequest> begun = new AtomicReference<>();
    near.does(
        request -> {
          begun.set(request);
          request.response().putHeader("Content-Length", "100").write("half");
        });
    far.does(
        request -> {
          begun.get().connection().close();
          vertx.setTimer(300, soon -> request.response().end());
        });
    gateway
        .write("near.yaml", near.yaml("http", "circuitBreaker: {failureCount: 1}"))
        .write("api.yaml", TestBackend.api("orders", "near"))
        .policy(
            """
<policies>
  <inbound><base /></inbound>
  <backend><base /></backend>
  <outbound>
    <send-request mode="new" response-variable-name="other" timeout="10">
      <set-url>http://127.0.0.1:%d/</set-url><set-method>GET</set-method>
    </send-request>
  </outbound>
  <on-error><base /></on-error>
</policies>
"""
                .formatted(far.port()))
        .serve();
    assertThat(gateway.get("/orders")).startsWith("502");
    assertThat(gateway.get("/orders")).startsWith("503");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("B81 an answer before the end of its request leaves no connection behind")
  void anEarlyAnswerLeavesNoConnectionBehind(boolean byPolicy) {
    serveNear(byPolicy);
    AtomicInteger closed = new AtomicInteger();
    near.does(
        request -> {
          request.connection().closeHandler(gone -> closed.incrementAndGet());
          request.response().setStatusCode(403).end("no");
        });
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf");
      assertThat(client.readUntil("no")).startsWith("HTTP/1.1 403");
      await().atMost(Duration.ofSeconds(3)).until(() -> closed.get() == 1);
    }
    try (RawClient client = new RawClient(gateway.port())) {
      client.write(
          "GET /orders HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Key: a\r\nSec-WebSocket-Version: 13\r\n\r\n");
      assertThat(client.readUntil("no")).startsWith("HTTP/1.1 403");
      await().atMost(Duration.ofSeconds(3)).until(() -> closed.get() == 2);
    }
  }

  @Test
  @DisplayName("B123 what a backend is entrusted with is not sent on to where it redirects to")
  void credentialsAreNotSentOn() {
    near.does(
        request ->
            request
                .response()
                .setStatusCode(302)
                .putHeader(
                    "Location",
                    request.path().equals("/near")
                        ? "/own"
                        : "http://127.0.0.1:" + far.port() + "/other?a=%2F")
                .end(heard.add(said(request)) ? "moved" : ""));
    far.does(request -> request.response().end(said(request)));
    gateway
        .write(
            "near.yaml",
            near.yaml(
                "http",
                """
                credentials:
                  authorization: {type: Bearer, token: t}
                  headers: [{name: X-Key, value: k}]"""))
        .write("api.yaml", TestBackend.api("orders", "near"))
        .policy(
            """
            <policies>
              <inbound><base /></inbound>
              <backend><forward-request follow-redirects="true" /></backend>
              <outbound><base /></outbound>
              <on-error><base /></on-error>
            </policies>
            """)
        .serve();
    assertThat(gateway.get("/orders"))
        .isEqualTo("200 /other?a=%2F null null 127.0.0.1:" + far.port());
    String own = " k Bearer t 127.0.0.1:" + near.port();
    assertThat(heard).containsExactly("/near" + own, "/own" + own);
  }

  private static String said(HttpServerRequest request) {
    return request.uri()
        + " "
        + request.getHeader("X-Key")
        + " "
        + request.getHeader("Authorization")
        + " "
        + request.getHeader("Host");
  }

  @Test
  @DisplayName("B98 weights share the requests")
  void weightsShareTheRequests() {
    gateway
        .write("near.yaml", near.yaml("http"))
        .write("far.yaml", far.yaml("http"))
        .write("pool.yaml", TestBackend.pool("both", "{name: near, weight: 3}", "{name: far}"))
        .write("api.yaml", TestBackend.api("orders", "both"))
        .serve();
    IntStream.range(0, 80).forEach(i -> gateway.get("/orders"));
    assertThat(near.requests()).isBetween(58, 62);
    assertThat(far.requests()).isEqualTo(80 - near.requests());
  }

  @Test
  @DisplayName("B99 what is kept of a backend is answered while it fails")
  void whatIsKeptIsAnsweredWhileItFails() {
    gateway
        .write("near.yaml", near.yaml("http", "circuitBreaker: {failureCount: 1}"))
        .write("api.yaml", TestBackend.api("orders", "near"))
        .policy(
            """
<policies>
  <inbound><base /><cache-lookup vary-by-developer="false" vary-by-developer-groups="false" /></inbound>
  <backend><base /></backend>
  <outbound><base /><cache-store duration="1" /></outbound>
  <on-error><base /></on-error>
</policies>
""")
        .serve();
    assertThat(gateway.get("/orders")).isEqualTo("200 near GET /near ");
    near.answers(503);
    await()
        .during(Duration.ofMillis(1500))
        .atMost(LIMIT)
        .until(() -> gateway.get("/orders").equals("200 near GET /near "));
    assertThat(near.requests()).isGreaterThan(1);
    near.does(null);
  }

  @Test
  @DisplayName("B123 a backend is given its credentials in place of the client's")
  void aBackendIsGivenItsCredentials() {
    near.does(
        request ->
            request
                .response()
                .end(
                    request.uri()
                        + " "
                        + request.headers().getAll("Authorization")
                        + request.headers().getAll("X-Key")));
    gateway
        .write(
            "near.yaml",
            near.yaml(
                "http",
                """
                credentials:
                  authorization: {type: Basic, username: user, password: pass}
                  headers: [{name: X-Key, value: k}]
                  query: [{name: code, value: c}]"""))
        .write("api.yaml", TestBackend.api("orders", "near"))
        .serve();
    var answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders?code=mine&x=1"))
                .header("Authorization", "Bearer mine")
                .header("X-Key", "mine"));
    assertThat(answer.body()).isEqualTo("/near?x=1&code=c [Basic dXNlcjpwYXNz][k]");
  }

  @Test
  void aBackendThatCannotBeServedIsLeftOutWithAReason() {
    gateway
        .write("near.yaml", near.yaml("http", "tls: {verification: None}"))
        .write("api.yaml", TestBackend.api("orders", "near"))
        .serve();
    assertThat(gateway.get("/orders")).startsWith("404");
  }
}
