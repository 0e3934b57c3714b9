package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardingTest {

  private static final int LARGE = 32 * 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger brokenCalls = new AtomicInteger();
  private final AtomicLong sent = new AtomicLong();
  private FakeApiServer apiServer;
  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path data) {
    HttpServer backend = vertx.createHttpServer().requestHandler(this::backend);
    backend.listen(0, "127.0.0.1").await();
    String url = "http://127.0.0.1:" + backend.actualPort();
    apiServer = new FakeApiServer();
    apiServer.publish(
        Documents.of(
            Documents.api("echo", "echo", url + "/v1"),
            Documents.api("leaver", "leaver", url + "/v1"),
            Documents.api("deep", "echo/deep", url + "/deep"),
            Documents.api("hosted", "echo", url + "/hosted", "shop.example.com"),
            Documents.api("closed", "closed", "http://127.0.0.1:1")),
        1);
    gateway = new RunningGateway(apiServer.port(), data).ready();
  }

  @AfterAll
  void stop() {
    gateway.close();
    apiServer.close();
    vertx.close().await();
  }

  private void backend(HttpServerRequest request) {
    String path = request.path().replaceFirst("^/(v1|deep|hosted)", "");
    switch (path) {
      case "/upload" -> upload(request);
      case "/download" -> download(request);
      case "/wait" -> {
        waiting.incrementAndGet();
        request.response().closeHandler(closed -> cancelled.incrementAndGet());
        request.response().exceptionHandler(failure -> {});
      }
      case "/break" -> {
        brokenCalls.incrementAndGet();
        request.connection().close();
      }
      case "/break-off" -> {
        request.response().putHeader("Content-Length", "100").write("half");
        vertx.setTimer(50, fired -> request.connection().close());
      }
      case "/early" -> request.response().setStatusCode(413).end("too large");
      case "/head" -> request.response().putHeader("Content-Length", "7").end();
      case "/none" -> request.response().setStatusCode(204).end();
      case "/chunked" -> {
        request.response().setChunked(true).write("first,");
        request.response().end("second");
      }
      default -> echo(request);
    }
  }

  private static void echo(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              JsonObject headers = new JsonObject();
              request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
              JsonObject seen =
                  new JsonObject()
                      .put("method", request.method().name())
                      .put("uri", request.uri())
                      .put("headers", headers)
                      .put("body", body.toString());
              request
                  .response()
                  .putHeader("Keep-Alive", "timeout=5")
                  .putHeader("X-Own", "kept")
                  .putHeader("Connection", "X-Secret")
                  .putHeader("X-Secret", "hop")
                  .end(seen.encode());
            });
  }

  private static void upload(HttpServerRequest request) {
    AtomicLong bytes = new AtomicLong();
    request.handler(chunk -> bytes.addAndGet(chunk.length()));
    request.endHandler(end -> request.response().end(bytes.toString()));
  }

  private void download(HttpServerRequest request) {
    sent.set(0);
    request.response().putHeader("Content-Length", Integer.toString(LARGE));
    more(request);
  }

  private void more(HttpServerRequest request) {
    Buffer chunk = Buffer.buffer(new byte[64 * 1024]);
    while (sent.get() < LARGE) {
      if (request.response().writeQueueFull()) {
        request.response().drainHandler(drained -> more(request));
        return;
      }
      sent.addAndGet(chunk.length());
      request.response().write(chunk);
    }
    request.response().end();
  }

  private static JsonObject seen(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      byte[] answer = new byte[65536];
      int length = socket.getInputStream().readNBytes(answer, 0, 12);
      return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  @DisplayName("B95 a request goes to the backend of its API: base path, rest of the path, query")
  void pathsAreMapped() {
    assertThat(seen(gateway.get("/echo")).getString("uri")).isEqualTo("/v1");
    assertThat(seen(gateway.get("/echo/")).getString("uri")).isEqualTo("/v1/");
    assertThat(seen(gateway.get("/echo/a/b?x=1&y=%2F")).getString("uri"))
        .isEqualTo("/v1/a/b?x=1&y=%2F");
    assertThat(seen(gateway.get("/echo?x")).getString("uri")).isEqualTo("/v1?x");
    assertThat(seen(gateway.get("/echo/deep/a")).getString("uri")).isEqualTo("/deep/a");
    assertThat(seen(gateway.get("/echo/deeper")).getString("uri")).isEqualTo("/v1/deeper");
    assertThat(seen(gateway.get("/echo/a%20b%2fc")).getString("uri")).isEqualTo("/v1/a%20b%2Fc");
  }

  @Test
  void noPathClimbsOutOfTheBasePath() throws Exception {
    assertThat(raw("GET /echo/%2e%2e/admin HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("HTTP/1.1 404");
    assertThat(raw("GET /echo/..\\admin HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("HTTP/1.1 400");
    assertThat(seen(gateway.get("/echo/a/../b")).getString("uri")).isEqualTo("/v1/b");
  }

  @Test
  void anUnknownPathIsAnsweredAsAzureDoes() {
    HttpResponse<String> response = gateway.get("/echoes");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body())
        .isEqualTo("{ \"statusCode\": 404, \"message\": \"Resource not found\" }");
  }

  @Test
  void theHostChoosesBeforeThePath() throws Exception {
    assertThat(
            raw(
                "GET /echo/deep/x HTTP/1.1\r\nHost: Shop.Example.com:99\r\n"
                    + "Connection: close\r\n\r\n"))
        .isEqualTo("HTTP/1.1 200");
    HttpClientRequest request =
        vertx
            .createHttpClient()
            .request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/echo/deep/x")
            .await();
    request.putHeader("Host", "Shop.Example.com:99");
    var body = request.response().compose(HttpClientResponse::body);
    request.send();
    JsonObject seen = new JsonObject(body.await().toString());
    assertThat(seen.getString("uri")).isEqualTo("/hosted/deep/x");
    assertThat(seen.getJsonObject("headers").getString("x-forwarded-host"))
        .isEqualTo("Shop.Example.com:99");
  }

  @Test
  void headersOfOneConnectionAreNotPassedOn() {
    HttpResponse<String> response =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/echo"))
                .header("X-Forwarded-For", "10.9.8.7")
                .header("X-Forwarded-Proto", "https")
                .header("TE", "trailers")
                .header("X-Mine", "one")
                .header("X-Mine", "two"));
    JsonObject headers = seen(response).getJsonObject("headers");
    assertThat(headers.getString("host")).startsWith("127.0.0.1:");
    assertThat(headers.getString("host")).isNotEqualTo("127.0.0.1:" + gateway.port());
    assertThat(headers.getString("x-forwarded-host")).isEqualTo("127.0.0.1:" + gateway.port());
    assertThat(headers.getString("x-forwarded-for")).isEqualTo("10.9.8.7, 127.0.0.1");
    assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
    assertThat(headers.getString("x-mine")).isEqualTo("two");
    assertThat(headers.fieldNames())
        .doesNotContain("te", "upgrade", "http2-settings", "connection");
    assertThat(response.headers().map()).containsKey("x-own");
    assertThat(response.headers().map()).doesNotContainKeys("keep-alive", "x-secret");
  }

  @Test
  void everyMethodAndBodyPasses() {
    for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
      JsonObject seen =
          seen(
              gateway.send(
                  HttpRequest.newBuilder(gateway.uri("/echo/x"))
                      .method(method, HttpRequest.BodyPublishers.ofString("body of " + method))));
      assertThat(seen.getString("method")).isEqualTo(method);
      assertThat(seen.getString("body")).isEqualTo("body of " + method);
    }
  }

  @Test
  void aRequestWithoutBodyGetsNone() {
    JsonObject headers = seen(gateway.get("/echo")).getJsonObject("headers");
    assertThat(headers.fieldNames()).doesNotContain("transfer-encoding", "content-length");
  }

  @Test
  void headAnd204HaveNoBody() {
    HttpResponse<String> head =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/echo/head"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(7);
    assertThat(gateway.get("/echo/none").statusCode()).isEqualTo(204);
  }

  @Test
  void chunksArePassedOnAlsoToOldClients() throws Exception {
    assertThat(gateway.get("/echo/chunked").body()).isEqualTo("first,second");
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write("GET /echo/chunked HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(all).startsWith("HTTP/1.").contains(" 200 ").endsWith("\r\n\r\nfirst,second");
    }
  }

  @Test
  void http2InClearTextIsServed() {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    var client = vertx.createHttpClient(options);
    AtomicReference<HttpVersion> version = new AtomicReference<>();
    Buffer body =
        client
            .request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/echo/two")
            .compose(
                request ->
                    // the body is asked for before the loop goes on, or its data passes by unheard
                    request
                        .send()
                        .compose(
                            response -> {
                              version.set(response.version());
                              return response.body();
                            }))
            .await();
    assertThat(version).hasValue(HttpVersion.HTTP_2);
    JsonObject get = new JsonObject(body);
    assertThat(get.getJsonObject("headers").fieldNames())
        .doesNotContain("transfer-encoding", "content-length");
    Buffer post =
        client
            .request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/echo/two")
            .compose(
                request ->
                    request.setChunked(true).send("streamed").compose(HttpClientResponse::body))
            .await();
    assertThat(new JsonObject(post).getString("body")).isEqualTo("streamed");
    client.close().await();
  }

  @Test
  void largeBodiesStreamBothWays() {
    HttpResponse<String> up =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/echo/upload"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[LARGE])));
    assertThat(up.body()).isEqualTo(Integer.toString(LARGE));
    assertThat(gateway.get("/echo/download").body()).hasSize(LARGE);
  }

  @Test
  void aSlowClientSlowsTheBackendDown() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(64 * 1024);
      socket.connect(new InetSocketAddress("127.0.0.1", gateway.port()));
      socket
          .getOutputStream()
          .write("GET /echo/download HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(1024)).hasSize(1024);
      await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(5))
          .until(() -> sent.get() < LARGE);
    }
  }

  @Test
  void aClientThatLeavesTakesItsBackendRequestWithIt() throws Exception {
    int before = cancelled.get();
    int waitingBefore = waiting.get();
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket
          .getOutputStream()
          .write("GET /echo/wait HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> waiting.get() > waitingBefore);
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> cancelled.get() > before);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> gateway.management("/metrics").body().contains("code=\"cancelled\""));
  }

  @Test
  void aClientThatLeavesInTheMiddleIsNoFaultOfTheBackend() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoLinger(true, 0);
      socket
          .getOutputStream()
          .write(
              "GET /leaver/download HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().readNBytes(1024)).hasSize(1024);
    }
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                gateway
                    .management("/metrics")
                    .body()
                    .contains("api=\"leaver\",code=\"cancelled\""));
    assertThat(gateway.management("/metrics").body())
        .doesNotContain("apim_gateway_backend_errors_total{api=\"leaver\"");
  }

  @Test
  @DisplayName("B115 a backend that cannot be reached is 502 and counted apart")
  void anUnreachableBackendIsABadGateway() {
    HttpResponse<String> response = gateway.get("/closed");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body())
        .isEqualTo("{ \"statusCode\": 502, \"message\": \"The backend did not answer\" }");
    assertThat(gateway.management("/metrics").body())
        .containsPattern("apim_gateway_backend_errors_total\\{api=\"closed\",error=\"connect\".*1");
  }

  @Test
  @DisplayName("B81 what is not idempotent is sent once, a GET at most twice")
  void onlyIdempotentRequestsAreRepeated() {
    brokenCalls.set(0);
    assertThat(gateway.get("/echo/break").statusCode()).isEqualTo(502);
    assertThat(brokenCalls).hasValue(2);
    brokenCalls.set(0);
    HttpResponse<String> post =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/echo/break"))
                .POST(HttpRequest.BodyPublishers.ofString("order")));
    assertThat(post.statusCode()).isEqualTo(502);
    assertThat(brokenCalls).hasValue(1);
  }

  @Test
  void anAnswerThatBreaksOffIsNotMadeToLookComplete() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET /echo/break-off HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(all).containsIgnoringCase("content-length: 100").endsWith("half");
    }
  }

  @Test
  void anAnswerBeforeTheEndOfTheRequestReachesTheClient() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "POST /echo/early HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf"
                  .getBytes(StandardCharsets.UTF_8));
      byte[] head = socket.getInputStream().readNBytes(12);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void aRequestThatTwoServersWouldReadDifferentlyIsRefused() throws Exception {
    String smuggled = "0\r\n\r\nGET /echo/x HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(
            raw(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + smuggled))
        .isEqualTo("HTTP/1.1 400");
    assertThat(
            raw(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n"
                    + smuggled))
        .isEqualTo("HTTP/1.1 400");
    assertThat(
            raw("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n" + smuggled))
        .isEqualTo("HTTP/1.1 400");
    assertThat(raw("GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")).isEqualTo("HTTP/1.1 400");
    assertThat(raw("GET /echo HTTP/1.1\r\n\r\n")).isEqualTo("HTTP/1.1 400");
    assertThat(raw("GET /echo HTTP/1.1\r\nHost : a\r\n\r\n")).isEqualTo("HTTP/1.1 400");
    assertThat(raw("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n")).isEqualTo("HTTP/1.1 405");
  }

  @Test
  void linesAndHeadersHaveLimits() throws Exception {
    assertThat(raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")).endsWith(" 414");
    assertThat(raw("GET /echo HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"))
        .endsWith(" 431");
  }

  @Test
  void aClientThatAsksWhetherToContinueIsTold() throws Exception {
    HttpResponse<String> response =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/echo"))
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString("body")));
    assertThat(seen(response).getString("body")).isEqualTo("body");
    assertThat(seen(response).getJsonObject("headers").fieldNames()).doesNotContain("expect");
  }

  @Test
  @DisplayName("B72 the status path says 200 with a configuration; probes and metrics answer")
  void statusProbesAndMetrics() {
    assertThat(gateway.get("/status-0123456789abcdef").statusCode()).isEqualTo(200);
    assertThat(gateway.management("/live").statusCode()).isEqualTo(200);
    assertThat(new JsonObject(gateway.management("/ready").body()).getLong("sequence"))
        .isEqualTo(1);
    gateway.get("/echo/metered");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(gateway.management("/metrics").body())
                    .containsPattern(
                        "apim_gateway_requests_seconds_count\\{api=\"echo\",code=\"2xx\","
                            + "instance=\"contoso\",location=\"west\",region=\"West US\",zone=\"\"}")
                    .contains("apim_gateway_revision_info{")
                    .contains("apim_gateway_revision_age_seconds{")
                    .containsPattern("apim_gateway_in_flight\\{.*} 0")
                    .contains("jvm_memory_used_bytes"));
  }
}
