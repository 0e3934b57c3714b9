package dev.apim.gateway;

import static dev.apim.gateway.FolderGateway.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policy documents run by a gateway, each from a file to an answer. */
class PoliciesTest {

  @TempDir Path folder;
  private FolderGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FolderGateway(folder).api("orders");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private FolderGateway inbound(String policies) {
    return gateway.policy("<policies><inbound><base/>" + policies + "</inbound></policies>");
  }

  @Test
  @DisplayName("B96 a documented condition on the region chooses the backend")
  void choosesTheBackendByRegion() {
    gateway
        .policy(
            """
            <policies>
              <inbound>
                <base />
                <choose>
                  <when condition="@("West US".Equals(context.Deployment.Region, StringComparison.OrdinalIgnoreCase))">
                    <set-backend-service base-url="BACKEND/west" />
                  </when>
                  <otherwise>
                    <set-backend-service base-url="BACKEND/other" />
                  </otherwise>
                </choose>
              </inbound>
            </policies>
            """)
        .serve("--region", "west us");

    assertThat(gateway.get("/orders/7?x=1")).isEqualTo("200 GET /west/7?x=1");
  }

  @Test
  @DisplayName("B96 the zone of the replica is known to policies")
  void knowsTheZone() {
    inbound(
            "<set-header name=\"x-zone\" exists-action=\"override\">"
                + "<value>@(context.Deployment.Zone)</value></set-header>")
        .serve("--zone", "2");

    assertThat(gateway.get("/orders")).isEqualTo("200 GET /v1 x-zone=2");
  }

  @Test
  void aNamedBackendIsChosenByItsName() {
    gateway.write(
        "backend.yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Backend
        metadata: {name: stock}
        spec: {instanceRef: {name: contoso}, url: "http://127.0.0.1:%d/stock"}
        """
            .formatted(gateway.backendPort()));
    inbound("<set-backend-service backend-id=\"stock\"/>").serve();

    assertThat(gateway.get("/orders/1")).isEqualTo("200 GET /stock/1");
  }

  @Test
  @DisplayName("B100 a policy answers without a backend")
  void answersItself() {
    inbound(
            "<return-response><set-status code=\"418\" reason=\"teapot\"/>"
                + "<set-header name=\"x-a\"><value>1</value></set-header>"
                + "<set-body>short</set-body></return-response>")
        .serve();
    HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/orders")));

    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("short");
    assertThat(answer.headers().firstValue("x-a")).contains("1");
    assertThat(gateway.asked()).isEmpty();
  }

  @Test
  void methodUrlHeadersAndQueryAreChangedOnTheWay() {
    inbound(
            "<set-method>PUT</set-method><rewrite-uri template=\"/items/9\"/>"
                + "<set-query-parameter name=\"q\" exists-action=\"override\"><value>a b</value>"
                + "</set-query-parameter><set-header name=\"x-drop\" exists-action=\"delete\"/>")
        .serve();
    HttpResponse<String> answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders/1?q=0&r=1"))
                .header("x-drop", "1")
                .header("x-keep", "2"));

    assertThat(answer.body()).startsWith("PUT /v1/items/9?").contains("q=a%20b").contains("r=1");
    assertThat(answer.body()).contains("x-keep=2").doesNotContain("x-drop");
  }

  @Test
  void aBodyIsReadAndReplacedOnBothWays() {
    gateway
        .policy(
            """
            <policies>
              <inbound>
                <set-body>@(context.Request.Body.As<string>(preserveContent: true).ToUpper())</set-body>
              </inbound>
              <outbound>
                <set-body>@("<" + context.Response.Body.As<string>() + ">")</set-body>
              </outbound>
            </policies>
            """)
        .serve();
    HttpResponse<String> answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders"))
                .POST(HttpRequest.BodyPublishers.ofString("hello")));

    assertThat(answer.body()).isEqualTo("<POST /v1 [HELLO]>");
  }

  @Test
  void aBodyThatNobodyReadsIsPassedOn() {
    inbound("<set-header name=\"x-a\"><value>1</value></set-header>").serve();
    String large = "0123456789".repeat(300_000);
    HttpResponse<String> answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders"))
                .POST(HttpRequest.BodyPublishers.ofString(large)));

    assertThat(answer.body()).hasSize("POST /v1 x-a=1 []".length() + large.length());
  }

  @Test
  void anErrorRunsTheOnErrorSectionAndIsCounted() {
    gateway
        .policy(
            """
            <policies>
              <inbound>
                <set-variable name="n" value="@(int.Parse("x"))" />
              </inbound>
              <on-error>
                <set-header name="x-source" exists-action="override">
                  <value>@(context.LastError.Source)</value>
                </set-header>
              </on-error>
            </policies>
            """)
        .serve();
    HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/orders")));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("x-source")).contains("set-variable");
    assertThat(gateway.management("/metrics"))
        .containsPattern("apim_gateway_policy_errors_total\\{.*policy=\"set-variable\".*} 1")
        .doesNotContain("apim_gateway_backend_errors_total{");
  }

  @Test
  @DisplayName("B101 an attempt that fails is made again")
  void retries() {
    AtomicInteger calls = new AtomicInteger();
    gateway.backendAnswers(
        exchange ->
            FolderGateway.text(exchange, calls.incrementAndGet() < 3 ? 503 : 200, "at last"));
    gateway
        .policy(
            """
            <policies>
              <backend>
                <retry condition="@(context.Response.StatusCode == 503)" count="5" interval="0">
                  <forward-request buffer-request-body="true" />
                </retry>
              </backend>
            </policies>
            """)
        .serve();
    HttpResponse<String> answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/orders"))
                .POST(HttpRequest.BodyPublishers.ofString("kept")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("at last");
    assertThat(gateway.asked()).hasSize(3);
  }

  @Test
  void aBackendThatIsSilentForTooLongIsGivenUp() {
    gateway.backendAnswers(exchange -> block(Duration.ofSeconds(5)));
    gateway
        .policy(
            "<policies><backend><forward-request timeout=\"1\"/></backend><on-error>"
                + "<set-header name=\"x-why\"><value>@(context.LastError.Reason)</value>"
                + "</set-header></on-error></policies>")
        .serve();
    HttpResponse<String> answer = gateway.send(HttpRequest.newBuilder(gateway.uri("/orders")));

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.headers().firstValue("x-why")).contains("Timeout");
  }

  private static void block(Duration time) {
    try {
      new java.util.concurrent.CountDownLatch(1)
          .await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aRequestOfItsOwnIsMadeAndItsAnswerUsed() {
    inbound(
            "<send-request mode=\"new\" response-variable-name=\"r\" timeout=\"10\">"
                + "<set-url>BACKEND/side</set-url><set-method>GET</set-method></send-request>"
                + "<set-header name=\"x-side\"><value>"
                + "@(((IResponse)context.Variables[\"r\"]).Body.As<string>())</value></set-header>")
        .serve();

    assertThat(gateway.get("/orders")).isEqualTo("200 GET /v1 x-side=GET /side");
  }

  @Test
  @DisplayName("B102 calls beyond a limit are refused with the time to wait")
  void limitsTheRate() {
    inbound("<rate-limit-by-key calls=\"2\" renewal-period=\"60\" counter-key=\"k\"/>").serve();

    assertThat(gateway.get("/orders")).startsWith("200");
    assertThat(gateway.get("/orders")).startsWith("200");
    HttpResponse<String> refused = gateway.send(HttpRequest.newBuilder(gateway.uri("/orders")));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  @DisplayName("B99 a cached answer spares the backend")
  void cachesAnswers() {
    gateway
        .policy(
            """
            <policies>
              <inbound>
                <cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />
              </inbound>
              <outbound>
                <cache-store duration="60" />
              </outbound>
            </policies>
            """)
        .serve();

    assertThat(gateway.get("/orders/1")).isEqualTo("200 GET /v1/1");
    assertThat(gateway.get("/orders/1")).isEqualTo("200 GET /v1/1");
    assertThat(gateway.get("/orders/2")).isEqualTo("200 GET /v1/2");
    assertThat(gateway.asked()).containsExactly("GET /v1/1", "GET /v1/2");
  }

  @Test
  void countersAndCacheOutliveAChangeOfTheConfiguration() {
    String limit = "<rate-limit-by-key calls=\"1\" renewal-period=\"60\" counter-key=\"k\"/>";
    inbound(limit).serve();
    assertThat(gateway.get("/orders")).startsWith("200");

    inbound(limit + "<set-header name=\"x-a\"><value>1</value></set-header>").api("moved");
    await().atMost(LIMIT).until(() -> !gateway.get("/moved").startsWith("404"));
    assertThat(gateway.get("/moved")).startsWith("429");
  }

  @Test
  @DisplayName("B60 a broken document keeps the last good one")
  void aBrokenDocumentKeepsTheLastGoodOne() {
    inbound("<return-response><set-status code=\"418\"/></return-response>").serve();
    assertThat(gateway.get("/orders")).startsWith("418");

    inbound("<no-such-policy/>").api("moved");
    await().atMost(LIMIT).until(() -> gateway.get("/moved").startsWith("418"));
  }

  @Test
  void aPolicyOfTheInstanceIsAroundThatOfTheApi() {
    gateway.write(
        "all.yaml",
        """
        apiVersion: apim.dev/v1alpha1
        kind: Policy
        metadata: {name: all}
        spec:
          instanceRef: {name: contoso}
          targetRef: {kind: ApiManagementInstance, name: contoso}
          document: |
            <policies><inbound><set-variable name="a" value="global" /></inbound></policies>
        """);
    inbound(
            "<set-header name=\"x-a\"><value>@((string)context.Variables[\"a\"])</value></set-header>")
        .serve();

    assertThat(gateway.get("/orders")).isEqualTo("200 GET /v1 x-a=global");
  }

  @Test
  void aBackendThatBreaksOffIsCountedApartFromThePolicies() {
    gateway.backendAnswers(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        });
    inbound("<set-header name=\"x-a\"><value>1</value></set-header>").serve();

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> gateway.get("/orders"))
        .isInstanceOf(java.io.UncheckedIOException.class);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(gateway.management("/metrics"))
                    .containsPattern("apim_gateway_backend_errors_total\\{.*error=\"reset\".*} 1")
                    .contains("apim_gateway_in_flight{")
                    .doesNotContain("apim_gateway_policy_errors_total{"));
  }
}
