package dev.apim.policy.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.fixture.TestExchange;
import dev.apim.policy.host.BackendTarget;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import dev.apim.policy.program.ProgramCompiler.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProgramTest {

  private static final Expressions EXPRESSIONS = new Expressions();

  private final TestExchange exchange = new TestExchange().inbound();
  private int ends;

  private static ProgramCompiler.Result compile(
      Map<String, String> fragments, String... documents) {
    List<Scope> scopes = new ArrayList<>();
    for (String document : documents) {
      scopes.add(
          new Scope(
              Level.values()[4 - documents.length + scopes.size()],
              "scope" + scopes.size(),
              document));
    }
    return new ProgramCompiler(EXPRESSIONS, NamedValues.of(Map.of("v", "named")), fragments)
        .compile(scopes);
  }

  private ProgramRun run(Program program) {
    return program.start(exchange, () -> ends++);
  }

  private ProgramRun inbound(String policies) {
    return run(compile(Map.of(), document(policies)).program().orElseThrow());
  }

  private static String document(String inbound) {
    return "<policies><inbound>" + inbound + "</inbound></policies>";
  }

  @Test
  @DisplayName("B96 routes by region with the condition as Azure documents it")
  void routesByRegion() {
    inbound(
        "<choose><when condition=\"@(\"West US\".Equals(context.Deployment.Region, StringComparison.OrdinalIgnoreCase))\">"
            + "<set-backend-service base-url=\"https://west.example/\" /></when>"
            + "<otherwise><set-backend-service base-url=\"https://east.example/\" /></otherwise></choose>");
    assertThat(ends).isEqualTo(1);
    assertThat(exchange.backend()).isEqualTo(new BackendTarget.Url("https://west.example/"));
    assertThat(exchange.forwards()).hasSize(1);
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
    run(compile(fragments, global, product, api).program().orElseThrow());
    assertThat(exchange.variables().keySet()).containsExactly("a", "g", "f");
    assertThat(exchange.variables()).containsEntry("f", 2);
    assertThat(exchange.forwards()).hasSize(1);
  }

  @Test
  void aScopeWithoutBaseHidesTheOneAround() {
    run(
        compile(Map.of(), document("<set-variable name=\"g\" value=\"1\" />"), document(""))
            .program()
            .orElseThrow());
    assertThat(exchange.variables()).isEmpty();
  }

  @Test
  void waitsForTheGatewayWithoutHoldingTheThread() {
    List<Callback<Void>> waiting = new ArrayList<>();
    exchange.onForward((e, done) -> waiting.add(done));
    inbound("<set-variable name=\"before\" value=\"1\" />");
    assertThat(ends).isZero();
    exchange.newResponse();
    waiting.get(0).done(null);
    assertThat(ends).isEqualTo(1);
  }

  @Test
  void aCallbackThatIsToldTwiceCountsOnce() {
    List<Callback<Void>> waiting = new ArrayList<>();
    exchange.onForward((e, done) -> waiting.add(done));
    inbound("");
    waiting.get(0).done(null);
    waiting.get(0).failed(new Failure("Late", "too late", 502));
    assertThat(ends).isEqualTo(1);
    assertThat(exchange.response().status()).isEqualTo(200);
  }

  @Test
  void aClosedRunGoesNoFurtherAndGivesItsSlotBack() {
    List<Callback<Void>> waiting = new ArrayList<>();
    exchange.onForward((e, done) -> waiting.add(done));
    String backend =
        "<policies><backend><limit-concurrency key=\"k\" max-count=\"1\"><forward-request /></limit-concurrency></backend></policies>";
    ProgramRun run = run(compile(Map.of(), backend).program().orElseThrow());
    assertThat(exchange.host().concurrency().used("k")).isEqualTo(1);
    run.close(0);
    assertThat(exchange.host().concurrency().used("k")).isZero();
    waiting.get(0).done(null);
    assertThat(ends).isZero();
  }

  @Test
  void aFailingExpressionNamesItsPolicyAndPlace() {
    inbound("<set-variable name=\"a\" value=\"@(context.Request.Headers[\"none\"][0])\" />");
    assertThat(ends).isEqualTo(1);
    assertThat(exchange.response().status()).isEqualTo(500);
    assertThat(exchange.lastError().source()).isEqualTo("set-variable");
    assertThat(exchange.lastError().scope()).isEqualTo("operation");
    assertThat(exchange.lastError().section()).isEqualTo("inbound");
    assertThat(exchange.lastError().path()).isEqualTo("policies/inbound/set-variable");
    assertThat(exchange.lastError().message())
        .isEqualTo("The given key 'none' was not present in the dictionary.");
  }

  @Test
  void saysWhatMustBeThereBeforeItRuns() {
    Program plain =
        compile(Map.of(), document("<set-method>GET</set-method>")).program().orElseThrow();
    Program reading =
        compile(
                Map.of(),
                document(
                    "<set-variable name=\"b\" value=\"@(context.Request.Body.As<string>())\" />"
                        + "<set-backend-service backend-id=\"orders\" />"))
            .program()
            .orElseThrow();
    assertThat(plain.needs().requestBody()).isFalse();
    assertThat(reading.needs().requestBody()).isTrue();
    assertThat(reading.needs().responseBody()).isFalse();
    assertThat(reading.needs().backends()).containsExactly("orders");
  }

  @Test
  void aBodyOfAnotherResponseIsNoReasonToBuffer() {
    Program program =
        compile(
                Map.of(),
                document(
                    "<send-request response-variable-name=\"r\"><set-url>https://a.example</set-url></send-request>"
                        + "<set-variable name=\"b\" value=\"@(((IResponse)context.Variables[\"r\"]).Body.As<string>())\" />"))
            .program()
            .orElseThrow();
    assertThat(program.needs().responseBody()).isFalse();
  }

  @Test
  void aProgramOfBasesAloneIsPlain() {
    String base =
        "<policies><inbound><base /></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>";
    assertThat(compile(Map.of(), base, base).program().orElseThrow().isPlain()).isTrue();
    assertThat(compile(Map.of()).program().orElseThrow().isPlain()).isTrue();
    String options = "<policies><backend><forward-request timeout=\"5\" /></backend></policies>";
    assertThat(compile(Map.of(), options).program().orElseThrow().isPlain()).isFalse();
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
