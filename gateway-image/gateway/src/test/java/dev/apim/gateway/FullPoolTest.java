package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More requests than a backend may have connections, while it answers none. */
class FullPoolTest {

  private static final String POLICY =
      """
      <policies>
        <inbound><base /><set-variable name="some" value="thing" /></inbound>
        <backend><forward-request%s /></backend>
      </policies>
      """;

  /** More than all connections of all event loops carry, over either version of HTTP. */
  private static final int REQUESTS = 8 * Runtime.getRuntime().availableProcessors() + 8;

  private final Vertx vertx = Vertx.vertx();
  private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private FolderGateway gateway;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    HttpServerOptions options = new HttpServerOptions();
    options.getInitialSettings().setMaxConcurrentStreams(1);
    TestBackend backend = new TestBackend(vertx, "slow", options, 0);
    backend.does(held::add);
    gateway = new FolderGateway(folder).set("APIM_BACKEND_CONNECTIONS", "1");
    for (String api : List.of("plain", "guarded", "limited", "second")) {
      String protocol = "protocol: " + (api.equals("second") ? "Http2" : "Http1");
      String breaker = "circuitBreaker: {failureCount: 1, tripSeconds: 60}";
      String url = "http://127.0.0.1:" + backend.port();
      gateway
          .write(api + "-backend.yaml", TestBackend.backend(api, url, protocol, breaker))
          .write(api + ".yaml", TestBackend.api(api, api));
    }
    gateway
        .policy("guarded-policy.yaml", "guarded", POLICY.formatted(""))
        .policy("limited-policy.yaml", "limited", POLICY.formatted(" timeout=\"1\""))
        .serve();
  }

  @AfterEach
  void stop() {
    gateway.close();
    clients.shutdownNow();
    vertx.close().await();
  }

  private void ask(String api) {
    for (int i = 0; i < REQUESTS; i++) {
      clients.execute(() -> answers.add(gateway.get("/" + api).substring(0, 3)));
    }
  }

  private int answered(String status) {
    return Collections.frequency(answers, status);
  }

  private void overloads(String api, int count) {
    assertThat(gateway.management("/metrics"))
        .containsPattern(
            "backend_errors_total\\{api=\"%s\",error=\"overload\".*} %d\\.0".formatted(api, count));
  }

  private void isClosed(String backend) {
    assertThat(gateway.management("/metrics"))
        .containsPattern("breaker_open\\{backend=\"" + backend + "\".*} 0\\.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "guarded", "second"})
  @DisplayName("B104 who waits for connections that are all in use opens no circuit breaker")
  void whoWaitsForConnectionsOpensNoBreaker(String api) {
    ask(api);
    await().atMost(LIMIT).until(() -> answers.size() + held.size() == REQUESTS);
    assertThat(answered("503")).isEqualTo(answers.size()).isPositive();
    overloads(api, answers.size());
    held.forEach(request -> request.response().end("fine"));
    await().atMost(LIMIT).until(() -> answers.size() == REQUESTS);
    assertThat(answered("200")).isEqualTo(held.size()).isPositive();
    isClosed(api);
  }

  @Test
  @DisplayName("B115 a limit that ends while connections are waited for is not the backend's")
  void aLimitThatEndsMeanwhileIsNotTheBackends() {
    ask("plain");
    await().atMost(LIMIT).until(() -> answers.size() + held.size() == REQUESTS);
    answers.clear();
    // the same backend by another name: the same connections, all of which are in use
    ask("limited");
    await().atMost(LIMIT).until(() -> answers.size() == REQUESTS);
    assertThat(answered("503")).isEqualTo(REQUESTS);
    overloads("limited", REQUESTS);
    isClosed("limited");
  }
}
