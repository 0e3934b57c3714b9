package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.NameServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {

  private final Vertx vertx = Vertx.vertx();
  private final TestBackend one =
      new TestBackend(vertx, "one", new HttpServerOptions(), "127.0.0.1", 0);
  private final TestBackend two =
      new TestBackend(vertx, "two", new HttpServerOptions(), "127.0.0.2", one.port());
  @TempDir Path folder;

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private FolderGateway serve(NameServer names) throws IOException {
    return new FolderGateway(folder)
        .set("APIM_NAME_SERVERS", names.hostAndPort())
        .write(
            "backend.yaml",
            TestBackend.backend("orders", "http://orders.example.test:" + one.port()))
        .write("api.yaml", TestBackend.api("orders", "orders"))
        .serve();
  }

  @Test
  @DisplayName("B97 a name that changes is followed within its TTL, also on a busy connection")
  void aNameThatChangesIsFollowedWithinItsTtl() throws IOException {
    try (NameServer names = new NameServer("127.0.0.1", 1);
        FolderGateway gateway = serve(names)) {
      assertThat(gateway.get("/orders")).startsWith("200 one");
      names.address("127.0.0.2");
      long begun = System.nanoTime();
      List<String> answers = new CopyOnWriteArrayList<>();
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                answers.add(gateway.get("/orders"));
                return answers.get(answers.size() - 1).startsWith("200 two");
              });
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(answers).allMatch(answer -> answer.startsWith("200 "));
      assertThat(answers).hasSizeGreaterThan(5);
      assertThat(names.asked()).isLessThan(8);
    }
  }

  @Test
  @DisplayName("B97 without an answer of the name servers the last address known serves on")
  void withoutAnAnswerTheLastAddressKnownServesOn() throws IOException {
    try (NameServer names = new NameServer("127.0.0.1", 1);
        FolderGateway gateway = serve(names)) {
      assertThat(gateway.get("/orders")).startsWith("200 one");
      names.silence();
      await()
          .pollDelay(Duration.ofMillis(1200))
          .atMost(LIMIT)
          .until(() -> gateway.get("/orders").startsWith("200 one"));
    }
  }
}
