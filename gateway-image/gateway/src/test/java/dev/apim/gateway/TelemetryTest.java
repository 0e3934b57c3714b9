package dev.apim.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway tells of requests beside its metrics. */
class TelemetryTest {

  private static final String TOKEN = "a-token-of-many-characters";
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String POLICIES =
      """
<policies>
  <inbound>
    <set-variable name="side" value="west" />
    <choose>
      <when condition="@((string)context.Variables["side"] == "west")">
        <trace source="mine"><message>went west</message></trace>
      </when>
    </choose>
    <check-header name="x-needed" failed-check-httpcode="401" failed-check-error-message="no" />
  </inbound>
</policies>
""";

  private final ObjectMapper json = new ObjectMapper();

  private static HttpResponse<String> get(FolderGateway gateway, String target, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(target));
    return gateway.send(headers.length == 0 ? request : request.headers(headers));
  }

  private JsonNode line(Path log, int number) throws IOException {
    await().atMost(FolderGateway.LIMIT).until(() -> lines(log).size() > number);
    return json.readTree(lines(log).get(number));
  }

  private static List<String> lines(Path log) throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  @Test
  void theAccessLogHasALineOfJsonForEachRequest(@TempDir Path folder, @TempDir Path logs)
      throws IOException {
    Path log = logs.resolve("access.log");
    try (FolderGateway gateway =
        new FolderGateway(folder).api("orders").set("APIM_ACCESS_LOG", log.toString()).serve()) {
      gateway.get("/orders/7?subscription-key=secret");
      JsonNode answered = line(log, 0);
      assertThat(answered.path("path").asText()).isEqualTo("/orders/7");
      assertThat(answered.path("api").asText()).isEqualTo("orders");
      assertThat(answered.path("status").asInt()).isEqualTo(200);
      assertThat(answered.path("backendStatus").asInt()).isEqualTo(200);
      assertThat(answered.path("durationMs").asDouble())
          .isGreaterThanOrEqualTo(answered.path("backendMs").asDouble());
      assertThat(answered.path("bytesOut").asInt()).isPositive();
      assertThat(answered.path("traceId").asText()).hasSize(32);
      gateway.get("/nothing");
      assertThat(line(log, 1).path("status").asInt()).isEqualTo(404);
      gateway.policy(POLICIES);
      await().atMost(FolderGateway.LIMIT).until(() -> gateway.get("/orders/7").startsWith("401"));
      JsonNode refused = line(log, lines(log).size() - 1);
      await()
          .atMost(FolderGateway.LIMIT)
          .until(() -> lines(log).get(lines(log).size() - 1).contains("check-header"));
      assertThat(Files.readString(log)).doesNotContain("secret");
      assertThat(refused.path("replica").asText()).isEqualTo("local");
    }
  }

  @Test
  void aTraceContextIsKeptAndOneThatIsMissingIsMade(@TempDir Path folder) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (FolderGateway gateway =
        new FolderGateway(folder)
            .api("orders")
            .backendAnswers(
                exchange -> {
                  seen.add(exchange.getRequestHeaders().getFirst("traceparent"));
                  FolderGateway.text(exchange, 200, "fine");
                })
            .serve()) {
      get(gateway, "/orders", "traceparent", PARENT);
      get(gateway, "/orders");
      get(gateway, "/orders", "traceparent", "00-00000000000000000000000000000000-x-01");
      assertThat(seen.get(0)).isEqualTo(PARENT);
      assertThat(seen.subList(1, 3))
          .allMatch(made -> made.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void spansOfSampledRequestsAreExported(@TempDir Path folder) throws IOException {
    List<JsonNode> exported = new CopyOnWriteArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/otlp/v1/traces",
        exchange -> {
          exported.add(json.readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    String endpoint = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/otlp/";
    List<String> seen = new CopyOnWriteArrayList<>();
    try (FolderGateway gateway =
        new FolderGateway(folder)
            .api("orders")
            .backendAnswers(
                exchange -> {
                  seen.add(exchange.getRequestHeaders().getFirst("traceparent"));
                  FolderGateway.text(exchange, 200, "fine");
                })
            .set("APIM_OTLP_ENDPOINT", endpoint)
            .set("APIM_OTLP_PERCENT", "0")
            .serve()) {
      get(gateway, "/orders/not-sampled");
      get(gateway, "/orders/7", "traceparent", PARENT);
      await().atMost(FolderGateway.LIMIT).until(() -> !exported.isEmpty());
      JsonNode spans = exported.get(0).at("/resourceSpans/0/scopeSpans/0/spans");
      assertThat(spans).hasSize(2);
      assertThat(spans.at("/0/traceId").asText()).isEqualTo(PARENT.substring(3, 35));
      assertThat(spans.at("/0/parentSpanId").asText()).isEqualTo(PARENT.substring(36, 52));
      assertThat(spans.at("/1/parentSpanId")).isEqualTo(spans.at("/0/spanId"));
      assertThat(seen.get(1))
          .isEqualTo(
              "00-" + PARENT.substring(3, 35) + "-" + spans.at("/1/spanId").asText() + "-01");
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  @DisplayName("one marked request shows every policy step, to who has the token")
  void aMarkedRequestShowsItsSteps(@TempDir Path folder) throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (FolderGateway gateway =
        new FolderGateway(folder)
            .api("orders")
            .policy(POLICIES)
            .backendAnswers(
                exchange -> {
                  seen.addAll(exchange.getRequestHeaders().keySet());
                  FolderGateway.text(exchange, 200, "fine");
                })
            .set("APIM_TRACE_TOKEN", TOKEN)
            .serve()) {
      String mark = "Apim-Debug-Authorization";
      HttpResponse<String> plain = get(gateway, "/orders", mark, "wrong", "x-needed", "1");
      assertThat(plain.headers().firstValue("apim-trace-id")).isEmpty();
      HttpResponse<String> traced = get(gateway, "/orders", mark, TOKEN, "x-needed", "1");
      String id = traced.headers().firstValue("apim-trace-id").orElseThrow();
      assertThat(seen).noneMatch(name -> name.equalsIgnoreCase(mark));
      await()
          .atMost(FolderGateway.LIMIT)
          .until(() -> gateway.management("/traces/" + id, mark, TOKEN).statusCode() == 200);
      JsonNode trace = json.readTree(gateway.management("/traces/" + id, mark, TOKEN).body());
      assertThat(trace.path("entries").findValuesAsText("source"))
          .containsSubsequence(
              "router", "set-variable", "choose", "mine", "check-header", "forward-request");
      assertThat(trace.path("status").asInt()).isEqualTo(200);
      assertThat(gateway.management("/traces/" + id, mark, "wrong").statusCode()).isEqualTo(404);
      assertThat(gateway.management("/traces/" + id)).startsWith("404");
    }
  }

  @Test
  void withoutATokenNobodyIsTraced(@TempDir Path folder) throws IOException {
    try (FolderGateway gateway = new FolderGateway(folder).api("orders").serve()) {
      HttpResponse<String> answer = get(gateway, "/orders", "Apim-Debug-Authorization", "");
      assertThat(answer.headers().firstValue("apim-trace-id")).isEmpty();
    }
  }
}
