package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets to a backend that reads no more. */
class DeafBackendTest {

  private static final String POLICY =
      """
      <policies>
        <inbound><base /><set-variable name="some" value="thing" /></inbound>
        <backend><base /></backend>
        <outbound><base /></outbound>
        <on-error><base /></on-error>
      </policies>
      """;

  private final Vertx vertx = Vertx.vertx();
  private FolderGateway gateway;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    NetServer deaf = vertx.createNetServer().connectHandler(DeafBackendTest::answerDeaf);
    deaf.listen(0, "127.0.0.1").await();
    gateway =
        new FolderGateway(folder)
            .write(
                "deaf.yaml", TestBackend.backend("deaf", "http://127.0.0.1:" + deaf.actualPort()))
            .write("plain.yaml", TestBackend.api("deaf", "deaf"))
            .write("guarded.yaml", TestBackend.api("deaf2", "deaf"))
            .policy("policy.yaml", "deaf2", POLICY)
            .set("APIM_BACKEND_SILENCE_SECONDS", "2")
            .serve();
  }

  @AfterEach
  void stop() {
    gateway.close();
    vertx.close().await();
  }

  private void awaitMetric(String wanted) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(gateway.management("/metrics")).containsPattern(wanted));
  }

  @Test
  @DisplayName("a WebSocket whose client leaves is over, also where its backend reads no more")
  void aWebSocketWhoseClientLeavesIsOver() throws IOException {
    try (Socket ends = webSocket("deaf");
        Socket resets = webSocket("deaf2")) {
      for (Socket client : List.of(ends, resets)) {
        assertThat(client.getInputStream().readNBytes(12)).endsWith("101".getBytes());
      }
      fill(ends, resets);
      ends.close();
      resets.setSoLinger(true, 0);
      resets.close();
      awaitMetric("apim_gateway_websockets\\{.*\\} 0.0");
      awaitMetric("apim_gateway_in_flight\\{.*\\} 0.0");
    }
  }

  private Socket webSocket(String api) throws IOException {
    Socket client = new Socket("127.0.0.1", gateway.port());
    client
        .getOutputStream()
        .write(
            ("GET /"
                    + api
                    + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Key: a\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  /** Switches protocols and reads no more. */
  private static void answerDeaf(NetSocket backend) {
    backend.handler(
        handshake -> {
          backend.pause();
          backend.write(
              "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        });
  }

  /** Writes until nobody has taken anything for a while. */
  private static void fill(Socket... clients) {
    AtomicInteger pieces = new AtomicInteger();
    List<Thread> writers = new ArrayList<>();
    for (Socket client : clients) {
      writers.add(new Thread(() -> write(client, pieces)));
    }
    writers.forEach(Thread::start);
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> before.getAndSet(pieces.get()) == pieces.get() && pieces.get() > 20);
  }

  private static void write(Socket client, AtomicInteger pieces) {
    try {
      while (true) {
        client.getOutputStream().write(new byte[65536]);
        pieces.incrementAndGet();
      }
    } catch (IOException e) {
      // the test has closed it
    }
  }
}
