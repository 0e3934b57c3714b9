package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.Pem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A member whose connection comes, or fails, when another has got the request already. */
@Isolated
class LateConnectionTest {

  private static final String SILENCE_SECONDS = "2";
  private static final int ANSWER_MILLIS = 1000;

  private final Vertx vertx = Vertx.vertx();
  private final List<Runnable> held = new ArrayList<>();
  private final AtomicInteger released = new AtomicInteger();
  private boolean open;
  private TestBackend late;
  private TestBackend far;
  private FolderGateway gateway;

  @BeforeEach
  void start(@TempDir Path folder, @TempDir Path keys) throws IOException {
    Pem own = Pem.of(keys, "late.example");
    HttpServerOptions tls =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(own.certificate()))
                    .addKeyValue(Buffer.buffer(own.key())));
    late = new TestBackend(vertx, "late", tls, 0);
    far = new TestBackend(vertx, "far");
    int port = vertx.createNetServer().connectHandler(this::hold).listen(0).await().actualPort();
    String url = "https://127.0.0.1:" + port;
    gateway =
        new FolderGateway(folder)
            .write("late.yaml", TestBackend.backend("late", url, "tls: {verification: None}"))
            .write("far.yaml", far.yaml("http"))
            .write(
                "pool.yaml",
                TestBackend.pool("both", "{name: late, priority: 1}", "{name: far, priority: 2}"))
            .write("far-api.yaml", TestBackend.api("far", "far"))
            .write("api.yaml", TestBackend.api("orders", "both"))
            .set("APIM_BACKEND_SILENCE_SECONDS", SILENCE_SECONDS)
            .serve();
    gateway.get("/far");
  }

  @AfterEach
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  /** Accepts a connection, and passes nothing on until it is released. */
  private void hold(NetSocket client) {
    client.pause();
    synchronized (held) {
      held.add(() -> pass(client));
      if (open) {
        release();
      }
    }
  }

  private void pass(NetSocket client) {
    vertx
        .createNetClient()
        .connect(late.port(), "127.0.0.1")
        .onSuccess(
            backend -> {
              backend.handler(
                  bytes -> {
                    released.incrementAndGet();
                    client.write(bytes);
                  });
              client.handler(backend::write).closeHandler(closed -> backend.close()).resume();
            });
  }

  private void release() {
    synchronized (held) {
      open = true;
      held.forEach(Runnable::run);
      held.clear();
    }
  }

  @Test
  @DisplayName("B81 a member whose connection comes too late does not get the request, too")
  void aConnectionThatComesTooLateIsNotUsed() {
    int before = far.requests();
    far.does(
        request -> {
          release();
          vertx.setTimer(ANSWER_MILLIS, timer -> request.response().end("far"));
        });
    HttpResponse<String> answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders")).POST(BodyPublishers.ofString("one")));
    await().atMost(LIMIT).until(() -> released.get() > 0);
    assertThat(answer.statusCode() + " " + answer.body()).isEqualTo("200 far");
    assertThat(far.requests()).isEqualTo(before + 1);
    assertThat(late.requests()).isZero();
  }
}
