package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a gateway leaves those whose connections live long. */
class LeavingTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger waiting = new AtomicInteger();
  private FolderGateway gateway;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    HttpServer backend =
        vertx
            .createHttpServer()
            .webSocketHandler(socket -> socket.handler(socket::write))
            .requestHandler(
                request -> {
                  waiting.incrementAndGet();
                  long delay = request.path().equals("/slow") ? 1_500 : 2;
                  request
                      .body()
                      .onSuccess(
                          body -> vertx.setTimer(delay, due -> request.response().end("done")));
                });
    backend.listen(0, "127.0.0.1").await();
    gateway =
        new FolderGateway(folder)
            .write(
                "backend.yaml",
                TestBackend.backend("b", "http://127.0.0.1:" + backend.actualPort()))
            .write("api.yaml", TestBackend.api("orders", "b"))
            .serve();
  }

  @AfterEach
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  private CompletableFuture<Duration> leave() {
    long begun = System.nanoTime();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            gateway.leave();
            return Duration.ofNanos(System.nanoTime() - begun);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "leave").start());
  }

  @Test
  @DisplayName("B41 clients of WebSockets are told that the gateway goes away")
  void clientsOfWebSocketsAreTold() throws Exception {
    WebSocketClient client = vertx.createWebSocketClient();
    WebSocket socket =
        client
            .connect(
                new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(gateway.port())
                    .setURI("/orders/socket"))
            .await();
    CompletableFuture<String> echoed = new CompletableFuture<>();
    CompletableFuture<Short> closed = new CompletableFuture<>();
    socket.handler(bytes -> echoed.complete(bytes.toString()));
    socket.closeHandler(end -> closed.complete(socket.closeStatusCode()));
    socket.writeTextMessage("hello");
    assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("hello");

    CompletableFuture<Duration> left = leave();
    assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1001);
    assertThat(left.get(20, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(8));
    client.close().await();
  }

  private Future<String> post(HttpClientConnection connection, String path) {
    return connection
        .request(new RequestOptions().setMethod(HttpMethod.POST).setURI(path))
        .compose(request -> request.send("order"))
        .compose(response -> response.body().map(body -> response.statusCode() + " " + body));
  }

  private void work(HttpClientConnection connection, AtomicBoolean told, List<String> answered) {
    if (!told.get()) {
      post(connection, "/orders/quick")
          .onComplete(
              result -> {
                answered.add(result.succeeded() ? result.result() : result.cause().toString());
                if (result.succeeded()) {
                  work(connection, told, answered);
                }
              });
    }
  }

  @Test
  @DisplayName("B41 over HTTP/2 clients are told by GOAWAY, and no request in flight is lost")
  void overHttp2NoRequestInFlightIsLost() throws Exception {
    HttpClientAgent client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    List<String> answered = new CopyOnWriteArrayList<>();
    List<AtomicBoolean> all = new CopyOnWriteArrayList<>();
    HttpClientConnection last = null;
    for (int i = 0; i < 4; i++) {
      last =
          client
              .connect(new HttpConnectOptions().setHost("127.0.0.1").setPort(gateway.port()))
              .await();
      AtomicBoolean told = new AtomicBoolean();
      last.goAwayHandler(goAway -> told.set(true));
      last.shutdownHandler(shutdown -> told.set(true));
      all.add(told);
      work(last, told, answered);
    }
    await().atMost(LIMIT).until(() -> answered.size() > 200);
    int before = waiting.get();
    Future<String> slow = post(last, "/orders/slow");
    await().atMost(LIMIT).until(() -> waiting.get() > before);

    CompletableFuture<Duration> left = leave();
    await().atMost(LIMIT).until(() -> all.stream().allMatch(AtomicBoolean::get));
    assertThat(slow.await(10, TimeUnit.SECONDS)).isEqualTo("200 done");
    assertThat(left.get(20, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(8));
    assertThat(answered).allMatch("200 done"::equals);
  }
}
