package dev.apim.policy.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.context.TestExchange;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.program.ProgramCompiler.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgramTest {

  private final TestExchange exchange = new TestExchange().inbound();
  private final List<String> ends = new ArrayList<>();

  private final SectionRun.Listener listener =
      new SectionRun.Listener() {
        @Override
        public void completed() {
          ends.add("completed");
        }

        @Override
        public void answered() {
          ends.add("answered");
        }

        @Override
        public void failed(PolicyError error) {
          ends.add("failed " + error.source() + " at " + error.path() + ": " + error.message());
        }
      };

  private static ProgramCompiler.Result compile(
      Map<String, String> fragments, String... documents) {
    List<Scope> scopes = new ArrayList<>();
    for (String document : documents) {
      scopes.add(new Scope("scope" + scopes.size(), document));
    }
    return new ProgramCompiler(new Expressions(), NamedValues.of(Map.of("v", "named")), fragments)
        .compile(scopes);
  }

  private void inbound(String policies) {
    Program program = compile(Map.of(), document(policies)).program().orElseThrow();
    program.run("inbound", exchange, listener);
  }

  private static String document(String inbound) {
    return "<policies><inbound>" + inbound + "</inbound></policies>";
  }

  private static String body(TestExchange exchange) {
    return new String(exchange.response().body().bytes(true), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("B96 routes by region with the condition as Azure documents it")
  void routesByRegion() {
    inbound(
        "<choose><when condition=\"@(\"West US\".Equals(context.Deployment.Region, StringComparison.OrdinalIgnoreCase))\">"
            + "<set-backend-service base-url=\"https://west.example/\" /></when>"
            + "<otherwise><set-backend-service base-url=\"https://east.example/\" /></otherwise></choose>");
    assertThat(ends).containsExactly("completed");
    assertThat(exchange.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.policy()).isEqualTo("set-backend-service");
              assertThat(call.attributes()).containsEntry("base-url", "https://west.example/");
            });
  }

  @Test
  @DisplayName("B123 changes headers, query, method, variables and address in order")
  void changesTheRequest() {
    exchange.request().headers().with("X-Keep", "1").with("X-Add", "a");
    inbound(
        "<set-variable name=\"n\" value=\"@(41 + 1)\" />"
            + "<set-header name=\"X-Keep\" exists-action=\"skip\"><value>2</value></set-header>"
            + "<set-header name=\"X-Add\" exists-action=\"append\"><value>b</value></set-header>"
            + "<set-header name=\"X-New\"><value>@((int)context.Variables[\"n\"] + \"{{v}}\")</value></set-header>"
            + "<set-query-parameter name=\"p\"><value>1</value></set-query-parameter>"
            + "<set-method>POST</set-method>"
            + "<rewrite-uri template=\"/items/{id}?x=1\" />");
    assertThat(exchange.request().headers().get("x-keep")).containsExactly("1");
    assertThat(exchange.request().headers().get("x-add")).containsExactly("a", "b");
    assertThat(exchange.request().headers().get("x-new")).containsExactly("42named");
    assertThat(exchange.request().query().get("p")).containsExactly("1");
    assertThat(exchange.request().method()).isEqualTo("POST");
    assertThat(exchange.request().url()).hasToString("https://api.example/items/77?x=1&q=5%206");
  }

  @Test
  @DisplayName("B100 answers without a backend and runs nothing after it")
  void answersWithoutBackend() {
    inbound(
        "<return-response><set-status code=\"@(400 + 18)\" reason=\"Teapot\" />"
            + "<set-header name=\"X-A\"><value>1</value></set-header>"
            + "<set-body>@(new JObject(new JProperty(\"a\", 1)).ToString(Formatting.None))</set-body>"
            + "</return-response><set-variable name=\"after\" value=\"1\" />");
    assertThat(ends).containsExactly("answered");
    assertThat(exchange.response().status()).isEqualTo(418);
    assertThat(exchange.response().headers().get("X-A")).containsExactly("1");
    assertThat(body(exchange)).isEqualTo("{\"a\":1}");
    assertThat(exchange.variables()).doesNotContainKey("after");
  }

  @Test
  void baseIsWhatTheScopeAroundSays() {
    String global = document("<set-variable name=\"g\" value=\"1\" />");
    String product = "<policies><outbound><base /></outbound></policies>";
    String api =
        document(
            "<set-variable name=\"a\" value=\"1\" /><base /><include-fragment fragment-id=\"f\" />");
    Map<String, String> fragments =
        Map.of(
            "f",
            "<fragment><set-variable name=\"f\" value=\"@(context.Variables.Count)\" /></fragment>");
    Program program = compile(fragments, global, product, api).program().orElseThrow();
    program.run("inbound", exchange, listener);
    assertThat(exchange.variables().keySet()).containsExactly("a", "g", "f");
    assertThat(exchange.variables()).containsEntry("f", 2);
    program.run("backend", exchange, listener);
    assertThat(exchange.calls()).extracting(GatewayCall::policy).containsExactly("forward-request");
  }

  @Test
  void aScopeWithoutBaseHidesTheOneAround() {
    Program program =
        compile(Map.of(), document("<set-variable name=\"g\" value=\"1\" />"), document(""))
            .program()
            .orElseThrow();
    program.run("inbound", exchange, listener);
    assertThat(exchange.variables()).isEmpty();
  }

  @Test
  void waitsForTheGatewayWithoutHoldingTheThread() {
    exchange.answeringLater();
    inbound(
        "<cache-lookup-value key=\"@(\"k\" + 1)\" variable-name=\"c\" /><set-variable name=\"after\" value=\"1\" />");
    assertThat(ends).isEmpty();
    assertThat(exchange.calls().get(0).attributes()).containsEntry("key", "k1");
    assertThat(exchange.variables()).isEmpty();
    exchange.waiting().get(0).accept(null);
    assertThat(ends).containsExactly("completed");
    assertThat(exchange.variables()).containsKey("after");
  }

  @Test
  void aFailingExpressionNamesItsPolicyAndPlace() {
    inbound("<set-variable name=\"a\" value=\"@(context.Request.Headers[\"none\"][0])\" />");
    assertThat(ends)
        .containsExactly(
            "failed set-variable at policies/inbound/set-variable: The given key 'none' was not present in the dictionary.");
  }

  @Test
  void saysWhetherBodiesMustBeInMemory() {
    Program plain =
        compile(Map.of(), document("<set-method>GET</set-method>")).program().orElseThrow();
    Program reading =
        compile(
                Map.of(),
                document(
                    "<set-variable name=\"b\" value=\"@(context.Request.Body.As<string>())\" />"))
            .program()
            .orElseThrow();
    assertThat(plain.readsRequestBody()).isFalse();
    assertThat(reading.readsRequestBody()).isTrue();
    assertThat(reading.readsResponseBody()).isFalse();
  }

  @Test
  void aFragmentThatIncludesItselfIsRefused() {
    Map<String, String> fragments =
        Map.of("f", "<fragment><include-fragment fragment-id=\"f\" /></fragment>");
    ProgramCompiler.Result result =
        compile(fragments, document("<include-fragment fragment-id=\"f\" />"));
    assertThat(result.program()).isEmpty();
    assertThat(result.problems())
        .extracting(Problem::message)
        .contains("fragment 'f' includes itself");
  }
}
