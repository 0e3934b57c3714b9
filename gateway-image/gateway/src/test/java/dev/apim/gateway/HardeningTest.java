package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.gateway.fixture.RawClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-behaved client sends, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardeningTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String POLICY =
      """
      <policies>
        <inbound><base /><set-variable name="some" value="thing" /></inbound>
        <backend><base /></backend>
        <outbound><base /></outbound>
        <on-error><base /></on-error>
      </policies>
      """;

  private static final String READ =
      "@(context.Request.Body.As&lt;string&gt;(preserveContent: true).Length)";

  private final Vertx vertx = Vertx.vertx();
  private final TestBackend backend = new TestBackend(vertx, "b");
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private FolderGateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    backend.notesIn(seen);
    gateway =
        new FolderGateway(folder)
            .write("backend.yaml", backend.yaml("http"))
            .write("api.yaml", TestBackend.api("orders", "b"))
            .write("guarded.yaml", TestBackend.api("guarded", "b"))
            .policy("policy.yaml", "guarded", POLICY)
            .write("reads.yaml", TestBackend.api("reads", "b"))
            .policy("reads-policy.yaml", "reads", POLICY.replace("thing", READ))
            .set("APIM_MAX_URL_BYTES", "2048")
            .set("APIM_MAX_HEADER_BYTES", "4096")
            .set("APIM_MAX_BODY_MEGABYTES", "1")
            .set("APIM_HEAD_SECONDS", "1")
            .set("APIM_IDLE_SECONDS", "5")
            .serve();
  }

  @AfterAll
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  @BeforeEach
  void forget() {
    seen.clear();
  }

  private String answer(String request) {
    try (RawClient client = new RawClient(gateway.port())) {
      return client.write(request).readAll(PATIENCE);
    }
  }

  @Test
  @DisplayName("B123 what is too large is refused by what it is")
  void whatIsTooLargeIsRefused() {
    String close = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    assertThat(answer("GET /orders/large" + "x".repeat(3000) + close + "\r\n"))
        .containsPattern("^HTTP/1.. 414 ")
        .contains("{ \"statusCode\": 414,");
    assertThat(answer("GET /orders/large" + close + "X-A: " + "x".repeat(5000) + "\r\n\r\n"))
        .containsPattern("^HTTP/1.. 431 ");
    assertThat(answer("GET /orders/large" + close + "X-A: b\r\n".repeat(1000) + "\r\n"))
        .containsPattern("^HTTP/1.. 431 ");
    assertThat(answer("POST /orders/large" + close + "Content-Length: 2000000\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
    assertThat(seen).noneMatch(one -> one.contains("large"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "guarded", "reads"})
  @DisplayName("B123 a body of unknown length is counted as it comes")
  void aBodyOfUnknownLengthIsCounted(String api) {
    String chunk = "10000\r\n" + "x".repeat(65536) + "\r\n";
    String head =
        "POST /"
            + api
            + " HTTP/1.1\r\n"
            + "Host: x\r\n"
            + "Connection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    assertThat(answer(head + chunk.repeat(15) + "0\r\n\r\n")).contains("took 983040");
    assertThat(answer(head + chunk.repeat(40) + "0\r\n\r\n")).startsWith("HTTP/1.1 413 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "guarded"})
  @DisplayName("B123 a backend never takes a body that was cut for a whole one")
  void aBodyThatWasCutIsNoWholeOne(String api) {
    backend.does(
        request -> {
          request.response().setChunked(true).write("begun");
          request.exceptionHandler(failure -> seen.add("cut"));
          request.handler(chunk -> {}).endHandler(end -> seen.add("whole"));
        });
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("POST /" + api + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.write("1\r\nx\r\n").readUntil("begun");
      client.write(("10000\r\n" + "x".repeat(65536) + "\r\n").repeat(20) + "0\r\n\r\n");
      await().atMost(LIMIT).until(() -> !seen.isEmpty());
      assertThat(seen).containsExactly("cut");
      assertThat(client.readAll(PATIENCE)).doesNotContain("\r\n0\r\n").doesNotEndWith("[open]");
      assertThat(gateway.management("/metrics"))
          .doesNotContain("backend_errors_total{api=\"" + api);
    } finally {
      backend.notesIn(seen);
    }
  }

  @Test
  @DisplayName("B123 a head that trickles holds its connection no longer than it may")
  void aHeadThatTricklesIsCutOff() {
    long begun = System.nanoTime();
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      slow.add(new RawClient(gateway.port()).write("GET /orders HTTP/1.1\r\nHost: x\r\n"));
    }
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              slow.forEach(client -> client.write("X-A: b\r\n"));
              return slow.stream()
                  .noneMatch(client -> client.readAll(Duration.ofMillis(1)).endsWith("[open]"));
            });
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
    slow.forEach(RawClient::close);
    assertThat(seen).isEmpty();
    assertThat(gateway.get("/orders")).startsWith("200");
  }

  @Test
  @DisplayName("B123 the second head of a connection is watched like the first")
  void theSecondHeadIsWatchedToo() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("GET /orders HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("took 0");
      client.write("GET /orders HT");
      long begun = System.nanoTime();
      assertThat(client.readAll(PATIENCE)).doesNotEndWith("[open]");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2500));
    }
  }

  @Test
  @DisplayName("B123 a slow body is no slow head, and silence ends it")
  void aSlowBodyIsNoSlowHead() {
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
      for (int i = 0; i < 3; i++) {
        assertThat(client.readAll(Duration.ofMillis(600))).isEqualTo("[open]");
        client.write("x");
      }
      assertThat(client.readUntil("took 3")).startsWith("HTTP/1.1 200");
    }
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nx");
      assertThat(client.readAll(PATIENCE)).doesNotEndWith("[open]").doesNotContain("200");
    }
  }

  @Test
  @DisplayName("B123 connections that say nothing are closed")
  void connectionsThatSayNothingAreClosed() {
    try (RawClient silent = new RawClient(gateway.port());
        RawClient preface = new RawClient(gateway.port()).write("PRI * HTTP/2.0\r\n\r\n")) {
      assertThat(silent.readAll(PATIENCE)).doesNotEndWith("[open]");
      assertThat(preface.readAll(PATIENCE)).doesNotEndWith("[open]");
    }
  }

  @Test
  @DisplayName("B123 a WebSocket on which nobody says anything is closed at both its ends")
  void aWebSocketThatSaysNothingIsClosed() {
    String handshake =
        "GET /orders HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    assertThat(answer(handshake)).startsWith("HTTP/1.1 101").doesNotEndWith("[open]");
    await().atMost(LIMIT).until(() -> seen.contains("WebSocket closed"));
  }

  @Test
  @DisplayName("B123 a client that does not read holds no more than buffers, and is cut off")
  void aClientThatDoesNotReadIsCutOff() {
    java.util.concurrent.atomic.AtomicLong sent = new java.util.concurrent.atomic.AtomicLong();
    java.util.concurrent.atomic.AtomicBoolean closed =
        new java.util.concurrent.atomic.AtomicBoolean();
    backend.does(
        request -> {
          request.response().setChunked(true).closeHandler(end -> closed.set(true));
          request.response().exceptionHandler(failure -> {});
          flood(request.response(), sent);
        });
    try (RawClient client = new RawClient(gateway.port())) {
      client.write("GET /orders HTTP/1.1\r\nHost: x\r\n\r\n");
      await().atMost(LIMIT).untilTrue(closed);
      assertThat(sent.get()).isLessThan(64L * 1024 * 1024);
    } finally {
      backend.notesIn(seen);
    }
  }

  private static void flood(
      io.vertx.core.http.HttpServerResponse response, java.util.concurrent.atomic.AtomicLong sent) {
    while (!response.writeQueueFull() && !response.closed()) {
      response.write(io.vertx.core.buffer.Buffer.buffer(new byte[65536]));
      sent.addAndGet(65536);
    }
    response.drainHandler(drained -> flood(response, sent));
  }
}
