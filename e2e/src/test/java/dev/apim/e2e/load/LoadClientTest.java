package dev.apim.e2e.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A load")
class LoadClientTest {
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/good", exchange -> answer(exchange, 204));
    server.createContext("/bad", exchange -> answer(exchange, 503));
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  @DisplayName("counts every request and how long it took")
  void countsEveryRequest() {
    try (LoadClient load = LoadClient.start(() -> List.of(uri("/good")), 200)) {
      await().until(() -> asked.get() >= 50);
      LoadReport report = load.stop();

      assertThat(report.sent()).isEqualTo(asked.get());
      assertThat(report.failed()).as("%s", report.failures()).isZero();
      assertThat(report.p50Millis()).isPositive().isLessThanOrEqualTo(report.maxMillis());
    }
  }

  @Test
  @DisplayName("counts refusals and dead targets as failures and says which")
  void countsFailures() {
    URI dead = URI.create("http://127.0.0.1:1/dead");
    try (LoadClient load = LoadClient.start(() -> List.of(uri("/good"), uri("/bad"), dead), 200)) {
      await().until(() -> asked.get() >= 20);
      LoadReport report = load.stop();

      assertThat(report.failed()).isBetween(report.sent() * 2 / 3 - 1, report.sent() * 2 / 3 + 1);
      assertThat(report.failures())
          .anyMatch(failure -> failure.contains("/bad status 503"))
          .anyMatch(failure -> failure.contains("/dead"));
    }
  }

  private void answer(com.sun.net.httpserver.HttpExchange exchange, int status) throws IOException {
    asked.incrementAndGet();
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
