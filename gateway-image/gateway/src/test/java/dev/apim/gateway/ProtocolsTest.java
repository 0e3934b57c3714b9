package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.RawClient;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything twice: passed on as it is by {@code plain}, and through policies by {@code orders}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolsTest {

  private static final String POLICY =
      """
<policies>
  <inbound><base /><set-header name="X-Policy" exists-action="override"><value>in</value></set-header></inbound>
  <backend><base /></backend>
  <outbound><base /><set-header name="X-Policy" exists-action="override"><value>out</value></set-header></outbound>
  <on-error><base /></on-error>
</policies>
""";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final AtomicReference<HttpServerRequest> waiting = new AtomicReference<>();
  private final AtomicLong sent = new AtomicLong();
  private FolderGateway gateway;
  private HttpClient http1;
  private HttpClient http2;
  // to be kept: a client that is collected as garbage closes what it has opened
  private WebSocketClient webSockets;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    HttpServer backend =
        vertx
            .createHttpServer(new HttpServerOptions().setWebSocketSubProtocols(List.of("chat")))
            .webSocketHandshakeHandler(
                handshake -> {
                  if (handshake.path().endsWith("/refused")) {
                    handshake.reject(403);
                  } else {
                    handshake.accept();
                  }
                })
            .webSocketHandler(
                socket -> {
                  heard.add(String.valueOf(socket.headers().get("X-Policy")));
                  socket.handler(socket::write);
                  socket.textMessageHandler(text -> {});
                  socket.closeHandler(closed -> heard.add("closed " + socket.closeStatusCode()));
                  if (socket.path().endsWith("/bulk")) {
                    for (int i = 0; i < 200; i++) {
                      socket.writeBinaryMessage(Buffer.buffer(new byte[60_000]));
                    }
                    end(socket);
                  }
                  if (socket.path().endsWith("/ends")) {
                    socket.writeTextMessage("last words").onSuccess(sent -> end(socket));
                  }
                })
            .requestHandler(this::backend);
    backend.listen(0, "127.0.0.1").await();
    String url = "http://127.0.0.1:" + backend.actualPort();
    gateway =
        new FolderGateway(folder)
            .write("backend.yaml", TestBackend.backend("b", url))
            .write("second.yaml", TestBackend.backend("second", url, "protocol: Http2"))
            .write("plain.yaml", TestBackend.api("plain", "b"))
            .write("plain2.yaml", TestBackend.api("second", "second"))
            .write("orders.yaml", TestBackend.api("orders", "b"))
            .write("orders2.yaml", TestBackend.api("orders2", "second"))
            .policy("policy2.yaml", "orders2", POLICY)
            .policy(POLICY)
            .serve();
    http1 = vertx.createHttpClient();
    webSockets = vertx.createWebSocketClient();
    http2 =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
  }

  @AfterAll
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  private void backend(HttpServerRequest request) {
    switch (request.path()) {
      case "/events" -> {
        request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        request.response().writeHead();
        waiting.set(request);
      }
      case "/trailers" -> {
        request.response().setChunked(true).putTrailer("X-Sum", "42").write("body");
        request.response().putTrailer("Content-Length", "1").end();
      }
      case "/shop.Orders/Chat" -> grpc(request);
      case "/early" -> request.response().setStatusCode(403).end("no");
      case "/late" -> vertx.setTimer(6_000, due -> request.response().end("late"));
      case "/download" -> {
        sent.set(0);
        request.response().setChunked(true).exceptionHandler(failure -> {});
        flood(request);
      }
      default ->
          request
              .body()
              .onSuccess(body -> request.response().end(request.version() + " " + body.length()));
    }
  }

  private static void end(ServerWebSocket socket) {
    socket.close((short) 4003, "the end");
  }

  private void flood(HttpServerRequest request) {
    while (!request.response().writeQueueFull() && !request.response().closed()) {
      request.response().write(Buffer.buffer(new byte[65536]));
      sent.addAndGet(65536);
    }
    request.response().drainHandler(drained -> flood(request));
  }

  /** Both directions at once: each message is answered as it comes, the status is a trailer. */
  private void grpc(HttpServerRequest request) {
    heard.add(request.version() + " te=" + request.getHeader("te"));
    request.response().putHeader("Content-Type", "application/grpc");
    request.handler(message -> request.response().write(message));
    request.endHandler(
        end ->
            request
                .response()
                .putTrailer("grpc-status", "0")
                .putTrailer("grpc-message", "ok")
                .end());
  }

  private WebSocket open(String path) {
    return webSockets
        .connect(
            new WebSocketConnectOptions()
                .setPort(gateway.port())
                .setHost("127.0.0.1")
                .setURI(path)
                .addSubProtocol("chat"))
        .await();
  }

  private String hear() throws InterruptedException {
    return Optional.ofNullable(heard.poll(10, TimeUnit.SECONDS)).orElse("nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "orders"})
  @DisplayName("a WebSocket is passed through, its subprotocol, large messages and end included")
  void aWebSocketIsPassedThrough(String api) throws InterruptedException {
    heard.clear();
    WebSocket socket = open("/" + api + "/socket");
    assertThat(socket.subProtocol()).isEqualTo("chat");
    assertThat(hear()).isEqualTo(api.equals("plain") ? "null" : "in");
    Buffer echoed = Buffer.buffer();
    socket.handler(echoed::appendBuffer);
    socket.writeFinalTextFrame("hello");
    Buffer large = Buffer.buffer(new byte[60_000]);
    for (int i = 0; i < 100; i++) {
      socket.writeFinalBinaryFrame(large);
    }
    await().atMost(LIMIT).until(() -> echoed.length() == 5 + 100 * 60_000);
    assertThat(echoed.getString(0, 5)).isEqualTo("hello");
    int code = api.equals("plain") ? 4001 : 4002;
    socket.close((short) code, "done").await();
    await().atMost(LIMIT).until(() -> heard.contains("closed " + code));
  }

  @Test
  @DisplayName("a WebSocket that the backend ends loses nothing that a slow client has yet to read")
  void aWebSocketThatEndsLosesNothing() throws Exception {
    CompletableFuture<Integer> all = new CompletableFuture<>();
    AtomicInteger bytes = new AtomicInteger();
    webSockets
        .connect(
            new WebSocketConnectOptions()
                .setPort(gateway.port())
                .setHost("127.0.0.1")
                .setURI("/plain/bulk"))
        .onSuccess(
            socket -> {
              socket.pause();
              socket.handler(piece -> bytes.addAndGet(piece.length()));
              socket.endHandler(end -> all.complete(bytes.get()));
              vertx.setTimer(1_000, slow -> socket.resume());
            });
    assertThat(all.get(10, TimeUnit.SECONDS)).isEqualTo(200 * 60_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"second", "orders2"})
  @DisplayName("a WebSocket to a backend of HTTP/2 is begun by HTTP/1.1, as it must be")
  void aWebSocketToABackendOfHttp2(String api) {
    WebSocket socket = open("/" + api + "/ends");
    await().atMost(LIMIT).until(socket::isClosed);
    assertThat(socket.closeStatusCode()).isEqualTo((short) 4003);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "orders"})
  @DisplayName("a WebSocket that the backend ends says so to the client, and is no failure of it")
  void aWebSocketThatTheBackendEnds(String api) {
    WebSocket socket = open("/" + api + "/ends");
    await().atMost(LIMIT).until(socket::isClosed);
    assertThat(socket.closeStatusCode()).isEqualTo((short) 4003);
    assertThat(gateway.management("/metrics")).doesNotContain("backend_errors_total{api=\"" + api);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "orders"})
  void aHandshakeThatTheBackendRefusesIsAnsweredWithItsStatus(String api) {
    assertThatThrownBy(() -> open("/" + api + "/refused"))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> assertThat(refused.getStatus()).isEqualTo(403));
  }

  @Test
  @DisplayName("B123 an upgrade to anything else is not passed on")
  void anUpgradeToAnythingElseIsNotPassedOn() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.write(
          "GET /plain/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tunnel\r\n\r\n");
      assertThat(client.readUntil("HTTP_1_1 0")).startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "orders"})
  @DisplayName("server-sent events reach the client one by one, the head before the first")
  void eventsReachTheClientOneByOne(String api) {
    waiting.set(null);
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("GET /" + api + "/events HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readUntil("\r\n\r\n")).contains("text/event-stream");
      for (int i = 0; i < 3; i++) {
        waiting.get().response().write("data: " + i + "\n\n");
        client.readUntil("data: " + i + "\n\n");
      }
      waiting.get().response().end();
      client.readUntil("0\r\n\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "orders"})
  void trailersFollowTheBody(String api) {
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("GET /" + api + "/trailers HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readUntil("42\r\n\r\n"))
          .contains("4\r\nbody\r\n0\r\n")
          .doesNotContain("Content-Length: 1")
          .doesNotContain("content-length: 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "orders"})
  @DisplayName("a call of gRPC goes both ways at once over HTTP/2, its status comes as a trailer")
  void aCallOfGrpcGoesBothWaysAtOnce(String api) throws InterruptedException {
    heard.clear();
    HttpClientRequest request =
        http2
            .request(HttpMethod.POST, gateway.port(), "127.0.0.1", "/" + api + "/shop.Orders/Chat")
            .await();
    request.putHeader("Content-Type", "application/grpc+proto").putHeader("te", "trailers");
    request.writeHead();
    assertThat(hear()).isEqualTo("HTTP_2 te=trailers");
    List<String> messages = new CopyOnWriteArrayList<>();
    AtomicReference<HttpClientResponse> answered = new AtomicReference<>();
    request
        .response()
        .onSuccess(
            response -> {
              response.handler(message -> messages.add(message.toString()));
              response.endHandler(end -> answered.set(response));
            });
    for (int i = 1; i <= 3; i++) {
      request.write("m" + i);
      int expected = i;
      await().atMost(LIMIT).until(() -> messages.size() == expected);
    }
    request.end();
    await().atMost(LIMIT).until(() -> answered.get() != null);
    assertThat(messages).containsExactly("m1", "m2", "m3");
    assertThat(answered.get().getTrailer("grpc-status")).isEqualTo("0");
    assertThat(answered.get().getTrailer("grpc-message")).isEqualTo("ok");
  }

  private String get(HttpClient client, String path) {
    return client
        .request(new RequestOptions().setHost("127.0.0.1").setPort(gateway.port()).setURI(path))
        .compose(HttpClientRequest::send)
        .compose(response -> response.body().map(body -> response.version() + " " + body))
        .await();
  }

  @Test
  void bothVersionsOfHttpGoToEither() {
    assertThat(get(http1, "/plain/x")).isEqualTo("HTTP_1_1 HTTP_1_1 0");
    assertThat(get(http2, "/plain/x")).isEqualTo("HTTP_2 HTTP_1_1 0");
    assertThat(get(http1, "/second/x")).isEqualTo("HTTP_1_1 HTTP_2 0");
    assertThat(get(http2, "/second/x")).isEqualTo("HTTP_2 HTTP_2 0");
    HttpClient upgrading =
        vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2));
    assertThat(get(upgrading, "/orders/x")).isEqualTo("HTTP_2 HTTP_1_1 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain/download", "/orders/download", "/second/download"})
  @DisplayName("a client over HTTP/2 that does not read stops its backend, and no other stream")
  void aClientThatDoesNotReadStopsItsBackend(String path) {
    HttpClientResponse slow =
        http2
            .request(HttpMethod.GET, gateway.port(), "127.0.0.1", path)
            .compose(request -> request.send().onSuccess(this::pause))
            .await();
    AtomicLong before = new AtomicLong(-1);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> before.getAndSet(sent.get()) == sent.get());
    assertThat(sent.get()).isLessThan(64L * 1024 * 1024);
    assertThat(get(http2, "/plain/x")).isEqualTo("HTTP_2 HTTP_1_1 0");
    slow.request().reset();
  }

  private void upload(String path, boolean leave) {
    http2
        .request(HttpMethod.POST, gateway.port(), "127.0.0.1", path)
        .compose(
            request -> {
              request.setChunked(true).exceptionHandler(reset -> {}).write("half");
              return request
                  .response()
                  .compose(response -> response.exceptionHandler(reset -> {}).body())
                  .onSuccess(body -> vertx.setTimer(leave ? 100 : 60_000, t -> request.reset()));
            })
        .await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "orders"})
  @DisplayName(
      "an upload that nobody takes any more ends its stream and no other of its connection")
  void anUploadThatNobodyTakesEndsNoOtherStream(String api) {
    upload("/" + api + "/early", false);
    upload("/" + api + "/early", true);
    assertThat(get(http2, "/" + api + "/late")).isEqualTo("HTTP_2 late");
  }

  private void pause(HttpClientResponse response) {
    response.pause().exceptionHandler(reset -> {});
  }

  @Test
  void aClientThatWaitsForContinueIsToldSo() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.write(
          "POST /plain/x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
      assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
      assertThat(client.write("body").readUntil("HTTP_1_1 4")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void requestsInOneGoAreAnsweredInTheirOrder() {
    try (RawClient client = new RawClient(gateway.port())) {
      String request = "POST /plain/x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s";
      client.write(
          request.formatted(1, "a") + request.formatted(2, "bb") + request.formatted(3, "ccc"));
      String all = client.readUntil("HTTP_1_1 3");
      assertThat(all).containsSubsequence("HTTP_1_1 1", "HTTP_1_1 2", "HTTP_1_1 3");
    }
  }
}
