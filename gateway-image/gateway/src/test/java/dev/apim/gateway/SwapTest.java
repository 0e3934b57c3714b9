package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.gateway.fixture.Documents;
import dev.apim.gateway.fixture.FakeApiServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Revisions that follow each other quickly while requests go through. */
@Isolated
class SwapTest {

  private static final int CLIENTS = 16;

  @TempDir Path data;

  @Test
  @DisplayName("B41 no request suffers from 20 changes in 6 s")
  void aFewSwapsCostNoRequest() {
    swap(20, Duration.ofMillis(300));
  }

  @Test
  @Tag("deep")
  @DisplayName("B41 no request suffers from 200 changes in 60 s, and memory stays flat")
  void twoHundredSwapsCostNoRequest() {
    swap(200, Duration.ofMillis(300));
  }

  private void swap(int swaps, Duration pause) {
    Vertx vertx = Vertx.vertx();
    AtomicInteger connections = new AtomicInteger();
    try (FakeApiServer apiServer = new FakeApiServer()) {
      HttpServer backend =
          vertx
              .createHttpServer()
              .connectionHandler(connection -> connections.incrementAndGet())
              .requestHandler(request -> request.response().end("fine"))
              .listen(0, "127.0.0.1")
              .await();
      String address = "http://127.0.0.1:" + backend.actualPort();
      apiServer.publish(Documents.of(Documents.api("a", "a", address)), 1);
      try (RunningGateway gateway = new RunningGateway(apiServer.port(), data).ready()) {
        Load load = new Load(vertx, gateway.port());
        load.start();
        long before = used();
        String last = "";
        for (int i = 1; i <= swaps; i++) {
          last =
              apiServer
                  .publish(
                      Documents.of(
                          Documents.api("a", "a", address),
                          Documents.api("b" + i, "b" + i, address)),
                      i + 1)
                  .hash();
          LockSupport.parkNanos(pause.toNanos());
        }
        gateway.awaitRevision(last);
        load.stop();
        assertThat(load.failure.get()).isNull();
        assertThat(load.answered.get()).isGreaterThan(swaps * 10);
        assertThat(connections.get())
            .as("connections to the backend, which swaps leave alone")
            .isLessThanOrEqualTo(CLIENTS);
        assertThat(used() - before).as("bytes more than before").isLessThan(32_000_000);
      }
    } finally {
      vertx.close().await();
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Clients that ask again as soon as they are answered. */
  private static final class Load {

    private final HttpClient client;
    private final int port;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private volatile boolean stopped;

    Load(Vertx vertx, int port) {
      this.client = vertx.createHttpClient();
      this.port = port;
    }

    void start() {
      for (int i = 0; i < CLIENTS; i++) {
        next();
      }
    }

    void stop() {
      stopped = true;
    }

    private void next() {
      if (stopped) {
        return;
      }
      client
          .request(HttpMethod.GET, port, "127.0.0.1", "/a/x")
          .compose(request -> request.send())
          .compose(answer -> answer.body().map(body -> answer.statusCode() + " " + body))
          .onSuccess(this::check)
          .onFailure(cause -> failure.compareAndSet(null, cause.toString()));
    }

    private void check(String answer) {
      if (answer.equals("200 fine")) {
        answered.incrementAndGet();
        next();
      } else {
        failure.compareAndSet(null, answer);
      }
    }
  }
}
