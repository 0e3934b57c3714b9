package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicySpec;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PolicyCompilerTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final String GOOD =
      "<policies><inbound><base/><set-header name=\"a\"><value>b</value></set-header></inbound>"
          + "</policies>";
  private static final String OTHER = "<policies><inbound><base/></inbound></policies>";
  private static final PolicyTargetSpec GLOBAL =
      new PolicyTargetSpec(PolicyTargetKind.ApiManagementInstance, "contoso", null);

  private static PolicyTargetSpec of(String api) {
    return new PolicyTargetSpec(PolicyTargetKind.Api, api, null);
  }

  private static Policy policy(String name, PolicyTargetSpec target, String document) {
    return policy(name, target, document, "2026-01-01T00:00:00Z");
  }

  private static Policy policy(
      String name, PolicyTargetSpec target, String document, String created) {
    Policy policy = new Policy();
    policy.setMetadata(
        new ObjectMetaBuilder().withName(name).withCreationTimestamp(created).build());
    policy.setSpec(new PolicySpec(CONTOSO, target, document));
    return policy;
  }

  private static Api api(String name) {
    Api api = new Api();
    api.setMetadata(new ObjectMetaBuilder().withName(name).build());
    ApiBackendSpec backend = new ApiBackendSpec(BackendType.Url, "http://one", null);
    api.setSpec(new ApiSpec(CONTOSO, name, List.of(), backend));
    return api;
  }

  private static CompileResult compile(
      CompileResult before, List<Policy> policies, String... apis) {
    return CompilerFixture.compile(
        before, Stream.of(apis).map(PolicyCompilerTest::api).toList(), policies);
  }

  private static Verdict verdict(CompileResult result, String name) {
    return result.verdicts().get(new ObjectKey("Policy", name));
  }

  private static Optional<String> document(CompileResult result, String name) {
    return result.document().policies().stream()
        .filter(entry -> entry.name().equals(name))
        .map(PolicyEntry::document)
        .findFirst();
  }

  @Test
  @DisplayName("B96 policies of the instance and of an Api are carried as they were written")
  void carriesDocumentsByScope() {
    CompileResult result =
        compile(null, List.of(policy("one", of("a"), GOOD), policy("all", GLOBAL, OTHER)), "a");

    assertThat(verdict(result, "one")).isEqualTo(Verdict.good());
    assertThat(verdict(result, "all")).isEqualTo(Verdict.good());
    assertThat(document(result, "one")).contains(GOOD);
    assertThat(result.document().policies())
        .extracting(PolicyEntry::api)
        .containsExactly(null, "a");
  }

  @Test
  void whatIsWrongInADocumentIsToldWithLineAndColumn() {
    String broken =
        "<policies>\n  <inbound>\n    <ip-filtr action=\"allow\"/>\n  </inbound>\n</policies>";
    CompileResult result = compile(null, List.of(policy("p", of("a"), broken)), "a");

    assertThat(verdict(result, "p").reason()).isEqualTo(Reason.InvalidPolicy);
    assertThat(verdict(result, "p").message())
        .startsWith("spec.document:3:5:")
        .contains("ip-filtr");
    assertThat(result.document().policies()).isEmpty();
  }

  @Test
  void anExpressionThatCannotBeCompiledIsToldWithLineAndColumn() {
    String broken =
        "<policies><inbound>\n"
            + "<set-variable name=\"a\" value=\"@(context.Regon)\"/></inbound></policies>";
    CompileResult result = compile(null, List.of(policy("p", of("a"), broken)), "a");

    assertThat(verdict(result, "p").message()).startsWith("spec.document:2:").contains("Regon");
  }

  @Test
  @DisplayName("B60 a broken policy keeps its last good version")
  void aBrokenDocumentKeepsItsLastGoodVersion() {
    CompileResult good = compile(null, List.of(policy("p", of("a"), GOOD)), "a");
    CompileResult broken = compile(good, List.of(policy("p", of("a"), "<policies>")), "a");

    assertThat(broken.snapshot()).isEqualTo(good.snapshot());
    assertThat(verdict(broken, "p").accepted()).isFalse();
    assertThat(verdict(broken, "p").message()).contains("until then the last good version");
  }

  @Test
  @DisplayName("B123 an Api that is new is not served without the policy that it was to have")
  void aNewApiWaitsForItsPolicy() {
    CompileResult broken = compile(null, List.of(policy("p", of("a"), "<policies>")), "a", "b");

    assertThat(apis(broken)).containsExactly("b");
    Verdict held = broken.verdicts().get(new ObjectKey("Api", "a"));
    assertThat(held.reason()).isEqualTo(Reason.PolicyNotAccepted);
    assertThat(held.message()).contains("\"p\"");
    assertThat(apis(compile(broken, List.of(policy("p", of("a"), GOOD)), "a", "b")))
        .containsExactly("a", "b");
  }

  @Test
  @DisplayName("B123 a policy for all that was never run holds back the new, never the served")
  void aPolicyForAllHoldsBackWhatIsNew() {
    CompileResult before = compile(null, List.of(), "a");
    CompileResult after = compile(before, List.of(policy("p", GLOBAL, "<policies>")), "a", "b");

    assertThat(apis(after)).containsExactly("a");
    assertThat(after.verdicts().get(new ObjectKey("Api", "a")).accepted()).isTrue();
  }

  @Test
  void aPolicyForAProductHoldsNothingBack() {
    PolicyTargetSpec product = new PolicyTargetSpec(PolicyTargetKind.Product, "gold", null);

    assertThat(apis(compile(null, List.of(policy("p", product, GOOD)), "a"))).containsExactly("a");
  }

  private static List<String> apis(CompileResult result) {
    return result.document().apis().stream().map(ApiEntry::name).toList();
  }

  @Test
  void aTargetThatIsNotThereIsToldWithThoseThatAre() {
    CompileResult result =
        compile(
            null,
            List.of(
                policy("lost", of("b"), GOOD),
                policy(
                    "stray",
                    new PolicyTargetSpec(PolicyTargetKind.ApiManagementInstance, "other", null),
                    GOOD)),
            "a");

    assertThat(verdict(result, "lost"))
        .isEqualTo(
            new Verdict(
                false,
                Reason.TargetNotFound,
                "spec.targetRef.name: the instance has no Api \"b\"; there are: a"));
    assertThat(verdict(result, "stray").reason()).isEqualTo(Reason.TargetNotFound);
    assertThat(result.document().policies()).isEmpty();
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    CompileResult result =
        compile(
            null,
            List.of(
                policy("p", new PolicyTargetSpec(PolicyTargetKind.Product, "gold", null), GOOD),
                policy("o", new PolicyTargetSpec(PolicyTargetKind.Api, "a", "list"), GOOD)),
            "a");

    assertThat(verdict(result, "p").message()).contains("Product");
    assertThat(verdict(result, "o").message()).contains("list");
    assertThat(verdict(result, "p").reason()).isEqualTo(Reason.TargetNotFound);
    assertThat(verdict(result, "o").reason()).isEqualTo(Reason.OperationNotFound);
    assertThat(apis(result)).isEmpty();
  }

  @Test
  void ofTwoPoliciesForOneTargetTheOneThatIsRunStays() {
    CompileResult first = compile(null, List.of(policy("z", of("a"), GOOD)), "a");
    CompileResult second =
        compile(
            first,
            List.of(
                policy("y", of("a"), OTHER, "2020-01-01T00:00:00Z"), policy("z", of("a"), GOOD)),
            "a");

    assertThat(second.snapshot()).isEqualTo(first.snapshot());
    assertThat(verdict(second, "y"))
        .isEqualTo(
            new Verdict(
                false,
                Reason.PolicyConflict,
                "the Policy \"z\" is for the Api \"a\" already; put both documents into one"));
  }

  @Test
  void aPolicyThatMovesOntoAnotherStaysWhereItWas() {
    CompileResult first =
        compile(null, List.of(policy("p", of("a"), GOOD), policy("q", of("b"), OTHER)), "a", "b");
    CompileResult second =
        compile(first, List.of(policy("p", of("b"), GOOD), policy("q", of("b"), OTHER)), "a", "b");

    assertThat(second.snapshot()).isEqualTo(first.snapshot());
    assertThat(verdict(second, "p").reason()).isEqualTo(Reason.PolicyConflict);
  }

  @Test
  void aDeletedPolicyOrTargetTakesTheDocumentAway() {
    CompileResult first = compile(null, List.of(policy("p", of("a"), GOOD)), "a");

    assertThat(compile(first, List.of(), "a").document().policies()).isEmpty();
    CompileResult withoutApi = compile(first, List.of(policy("p", of("a"), GOOD)), "b");
    assertThat(withoutApi.document().policies()).isEmpty();
    assertThat(verdict(withoutApi, "p").reason()).isEqualTo(Reason.TargetNotFound);
  }

  @Test
  void aBackendThatADocumentNamesMustBeThereAndStaysWhileItIsNamed() {
    Policy policy =
        policy(
            "p",
            of("a"),
            "<policies><inbound><set-backend-service backend-id=\"orders\"/></inbound></policies>");
    CompileResult without = compile(null, List.of(policy), "a");
    assertThat(verdict(without, "p"))
        .isEqualTo(
            new Verdict(
                false,
                Reason.BackendNotFound,
                "spec.document: backend-id: the instance has no Backend \"orders\"; there is"
                    + " none"));

    Backend orders = new Backend();
    orders.setMetadata(new ObjectMetaBuilder().withName("orders").build());
    orders.setSpec(BackendSpec.ofUrl(CONTOSO, "http://orders"));
    CompileResult with =
        CompilerFixture.compile(null, List.of(api("a")), List.of(orders), List.of(policy));
    assertThat(verdict(with, "p").accepted()).isTrue();
    CompileResult deleted = compile(with, List.of(policy), "a");
    assertThat(deleted.snapshot()).isEqualTo(with.snapshot());
    assertThat(verdict(deleted, "p").reason()).isEqualTo(Reason.BackendNotFound);
  }
}
