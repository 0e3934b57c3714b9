package dev.apim.compiler;

import static dev.apim.compiler.CompilerFixture.compile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ConfigurationEntry;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.OperationSpec;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.api.v1alpha1.PolicyFragmentSpec;
import dev.apim.api.v1alpha1.PolicySpec;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OversizeTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");

  /** The most that a document may have, of which two fit into a bucket. */
  private static final int MOST = 250_000;

  private static Api api(String name, String path) {
    Api api = new Api();
    api.setMetadata(new ObjectMetaBuilder().withName(name).build());
    api.setSpec(
        new ApiSpec(
            CONTOSO,
            path,
            List.of(),
            new ApiBackendSpec(BackendType.Url, "http://one", null),
            null,
            null,
            IntStream.range(0, 3)
                .mapToObj(i -> new OperationSpec("o" + i, null, "GET", "/" + i))
                .toList(),
            null,
            null));
    return api;
  }

  /** Of an operation of the Api orders. */
  private static Policy policy(int operation, int bytes) {
    Policy policy = new Policy();
    policy.setMetadata(new ObjectMetaBuilder().withName("p" + operation).build());
    policy.setSpec(
        new PolicySpec(
            CONTOSO,
            new PolicyTargetSpec(PolicyTargetKind.Api, "orders", "o" + operation),
            "<policies><inbound><base/></inbound></policies>" + comment(bytes)));
    return policy;
  }

  private static PolicyFragment fragment(int number) {
    PolicyFragment fragment = new PolicyFragment();
    fragment.setMetadata(new ObjectMetaBuilder().withName("f" + number).build());
    fragment.setSpec(
        new PolicyFragmentSpec(CONTOSO, null, "<fragment>" + comment(MOST) + "</fragment>"));
    return fragment;
  }

  private static String comment(int bytes) {
    return "<!--" + "x".repeat(bytes) + "-->";
  }

  private static Verdict verdict(CompileResult result, String kind, String name) {
    return result.verdicts().get(new ObjectKey(kind, name));
  }

  private static List<String> names(List<? extends ConfigurationEntry> entries) {
    return entries.stream().map(ConfigurationEntry::name).sorted().toList();
  }

  @Test
  @DisplayName("B53 a Policy with which its Api is too large is told, and other edits go on")
  void aPolicyThatDoesNotFitIsTold() {
    CompileResult before =
        compile(null, List.of(api("orders", "orders"), policy(0, MOST), policy(1, MOST)));

    CompileResult after =
        compile(
            before,
            List.of(
                api("orders", "moved"),
                api("late", "late"),
                policy(0, MOST),
                policy(1, MOST),
                policy(2, MOST)));

    Verdict refused = verdict(after, "Policy", "p2");
    assertThat(refused.accepted()).isFalse();
    assertThat(refused.reason()).isEqualTo(Reason.TooLarge);
    assertThat(refused.message())
        .containsPattern("the API orders and its policies are 75\\d{4} bytes")
        .contains("at most 524288")
        .containsPattern("this object, as it is written, is 25\\d{4} of them");
    assertThat(names(after.document().policies())).containsExactly("p0", "p1");
    assertThat(names(after.document().apis())).containsExactly("late", "orders");
    assertThat(after.document().apis()).anyMatch(api -> api.path().equals("moved"));
    assertThat(verdict(after, "Policy", "p1").accepted()).isTrue();
  }

  @Test
  @DisplayName("B53 an edit that does not fit leaves the last good version, and its mend arrives")
  void anEditThatDoesNotFitLeavesTheLastGoodVersion() {
    List<Api> apis = List.of(api("orders", "orders"));
    CompileResult before =
        compile(null, apis, List.of(policy(0, MOST), policy(1, MOST), policy(2, 10)));

    CompileResult after =
        compile(before, apis, List.of(policy(0, MOST), policy(1, MOST), policy(2, MOST)));
    CompileResult mended =
        compile(after, apis, List.of(policy(0, MOST), policy(1, MOST), policy(2, 20)));

    assertThat(verdict(after, "Policy", "p2").message())
        .endsWith("(until then the last good version of this Policy is run)");
    assertThat(after.snapshot().hash()).isEqualTo(before.snapshot().hash());
    assertThat(verdict(mended, "Policy", "p2").accepted()).isTrue();
    assertThat(mended.snapshot().hash()).isNotEqualTo(before.snapshot().hash());
  }

  @Test
  @DisplayName("B53 of fragments that do not fit together the new one is told")
  void aFragmentThatDoesNotFitIsTold() {
    CompileResult before = compile(null, List.of(fragment(1), fragment(2)));

    CompileResult after = compile(before, List.of(fragment(0), fragment(1), fragment(2)));

    assertThat(verdict(after, "PolicyFragment", "f0").reason()).isEqualTo(Reason.TooLarge);
    assertThat(names(after.document().fragments())).containsExactly("f1", "f2");
  }

  @Test
  @DisplayName("B53 what does not fit from the beginning is told, and the Api waits for it")
  void whatDoesNotFitFromTheBeginningIsTold() {
    CompileResult result =
        compile(
            null,
            List.of(
                api("orders", "orders"),
                api("late", "late"),
                policy(0, MOST),
                policy(1, MOST),
                policy(2, MOST)));

    assertThat(names(result.document().apis())).containsExactly("late");
    assertThat(verdict(result, "Api", "orders").reason()).isEqualTo(Reason.PolicyNotAccepted);
  }
}
