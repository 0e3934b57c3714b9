package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.FragmentEntry;
import dev.apim.api.config.NamedValueEntry;
import dev.apim.api.config.PolicyEntry;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.NamedValueSpec;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.api.v1alpha1.PolicyFragmentSpec;
import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PolicyPartsTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final String LIMIT =
      "<policies><inbound>\n<rate-limit calls=\"{{calls}}\" renewal-period=\"60\" />\n"
          + "</inbound></policies>";
  private static final String INCLUDING =
      "<policies><inbound>\n<include-fragment fragment-id=\"Stamp\" />\n</inbound></policies>";
  private static final String STAMP =
      "<fragment><set-header name=\"x-by\"><value>{{who}}</value></set-header></fragment>";

  private static ObjectMeta called(String name) {
    return new ObjectMetaBuilder().withName(name).build();
  }

  private static NamedValue value(String name, String displayName, String value) {
    NamedValue object = new NamedValue();
    object.setMetadata(called(name));
    object.setSpec(new NamedValueSpec(CONTOSO, displayName, value));
    return object;
  }

  private static PolicyFragment fragment(String name, String id, String document) {
    PolicyFragment object = new PolicyFragment();
    object.setMetadata(called(name));
    object.setSpec(new PolicyFragmentSpec(CONTOSO, id, document));
    return object;
  }

  private static Policy policy(String document) {
    return CompilerFixture.policy(document);
  }

  private static CompileResult compile(CompileResult before, HasMetadata... objects) {
    return CompilerFixture.compile(before, List.of(objects));
  }

  private static Verdict verdict(CompileResult result, String kind, String name) {
    return result.verdicts().get(new ObjectKey(kind, name));
  }

  private static Verdict policy(CompileResult result) {
    return verdict(result, "Policy", "p");
  }

  private static List<String> values(CompileResult result) {
    return result.document().namedValues().stream().map(NamedValueEntry::value).toList();
  }

  @Test
  @DisplayName("B123 named values and fragments are carried under the names that policies use")
  void carriesPartsAndWhatPoliciesNeedOfThem() {
    CompileResult result =
        compile(
            null,
            policy(INCLUDING),
            fragment("stamp", "Stamp", STAMP),
            value("who", null, "us"),
            value("idle", "Idle.Value", "7"));

    assertThat(result.verdicts().values()).allMatch(Verdict::accepted);
    PolicyEntry policy = result.document().policies().get(0);
    assertThat(policy.fragments()).containsExactly("Stamp");
    assertThat(policy.namedValues()).containsExactly("who");
    assertThat(result.document().namedValues())
        .extracting(NamedValueEntry::id)
        .containsExactly("Idle.Value", "who");
    assertThat(result.document().fragments())
        .extracting(FragmentEntry::id)
        .containsExactly("Stamp");
    assertThat(result.document().schemaLevel()).isEqualTo(SchemaLevel.POLICY_PARTS);
  }

  @Test
  void aNameThatThereIsNotIsToldAtThePolicyWithItsPlaceAndARemedy() {
    CompileResult result = compile(null, policy(LIMIT), value("who", null, "us"));

    assertThat(policy(result).reason()).isEqualTo(Reason.InvalidPolicy);
    assertThat(policy(result).message())
        .startsWith("spec.document:2:")
        .contains("named value 'calls' does not exist")
        .contains("make a NamedValue for calls, or correct it; there are: who");
  }

  @Test
  void aFragmentThatThereIsNotIsToldAtThePolicyWithItsPlaceAndARemedy() {
    CompileResult result = compile(null, policy(INCLUDING));

    assertThat(policy(result).message())
        .startsWith("spec.document:2:")
        .contains("fragment 'Stamp' does not exist")
        .contains("make a PolicyFragment for Stamp, or correct it; there is none");
  }

  @Test
  void aValueThatDoesNotFitIsToldAtThePolicy() {
    CompileResult result = compile(null, policy(LIMIT), value("calls", null, "many"));

    assertThat(policy(result).message()).startsWith("spec.document:2:").contains("'calls'");
    assertThat(verdict(result, "NamedValue", "calls").accepted()).isTrue();
  }

  @Test
  void aValueThatIsDeletedStaysForThePolicyThatIsRunWithIt() {
    CompileResult first = compile(null, policy(LIMIT), value("calls", null, "5"));
    CompileResult deleted = compile(first, policy(LIMIT));

    assertThat(deleted.snapshot()).isEqualTo(first.snapshot());
    assertThat(policy(deleted).reason()).isEqualTo(Reason.InvalidPolicy);
    assertThat(policy(deleted).message()).contains("'calls' does not exist", "last good version");
  }

  @Test
  void aValueThatIsDeletedAndUsedNoMoreGoes() {
    CompileResult first = compile(null, policy(LIMIT), value("calls", null, "5"));
    CompileResult without = compile(first, policy("<policies/>"));

    assertThat(without.document().namedValues()).isEmpty();
    assertThat(policy(without).accepted()).isTrue();
  }

  @Test
  void anEditThatAPolicyCannotBeRunWithIsToldAtTheValueAndTakenBack() {
    CompileResult first = compile(null, policy(LIMIT), value("calls", null, "5"));
    CompileResult edited = compile(first, policy(LIMIT), value("calls", null, "many"));

    assertThat(values(edited)).containsExactly("5");
    assertThat(policy(edited).accepted()).isTrue();
    assertThat(verdict(edited, "NamedValue", "calls").reason()).isEqualTo(Reason.InUse);
    assertThat(verdict(edited, "NamedValue", "calls").message())
        .contains("the Policy \"p\" cannot be run with it: spec.document:2:");
    CompileResult mended = compile(edited, policy(LIMIT), value("calls", null, "6"));
    assertThat(values(mended)).containsExactly("6");
    assertThat(mended.verdicts().values()).allMatch(Verdict::accepted);
  }

  @Test
  void aNameThatIsChangedWhileUsedIsToldAtTheValue() {
    CompileResult first = compile(null, policy(LIMIT), value("calls", null, "5"));
    CompileResult renamed = compile(first, policy(LIMIT), value("calls", "Calls", "5"));

    assertThat(renamed.snapshot()).isEqualTo(first.snapshot());
    assertThat(verdict(renamed, "NamedValue", "calls").reason()).isEqualTo(Reason.InUse);
    assertThat(policy(renamed).accepted()).isTrue();
  }

  @Test
  void aFragmentWithAnErrorIsToldAtItAndItsLastGoodVersionIsIncluded() {
    HasMetadata who = value("who", null, "us");
    CompileResult first = compile(null, policy(INCLUDING), fragment("f", "Stamp", STAMP), who);
    CompileResult broken =
        compile(
            first,
            policy(INCLUDING),
            fragment("f", "Stamp", "<fragment>\n<set-heder/></fragment>"),
            who);

    assertThat(broken.document().fragments()).isEqualTo(first.document().fragments());
    assertThat(policy(broken).accepted()).isTrue();
    assertThat(verdict(broken, "PolicyFragment", "f").reason()).isEqualTo(Reason.InvalidPolicy);
    assertThat(verdict(broken, "PolicyFragment", "f").message())
        .startsWith("spec.document:2:1:")
        .contains("set-heder");
  }

  @Test
  void aFragmentWhosePoliciesDoNotFitWhereItIsIncludedIsTold() {
    CompileResult result =
        compile(
            null,
            policy(INCLUDING),
            fragment("f", "Stamp", "<fragment><cache-store duration=\"5\" /></fragment>"));

    assertThat(policy(result).message())
        .startsWith("spec.document:2:")
        .contains("policy 'cache-store' of the fragment is not allowed in <inbound>");
  }

  @Test
  void fragmentsThatIncludeEachOtherAreTold() {
    String one = "<fragment><include-fragment fragment-id=\"two\" /></fragment>";
    String two = "<fragment><include-fragment fragment-id=\"one\" /></fragment>";
    CompileResult result = compile(null, fragment("one", null, one), fragment("two", null, two));

    assertThat(result.verdicts().values()).noneMatch(Verdict::accepted);
    assertThat(verdict(result, "PolicyFragment", "one").message()).contains("includes itself");
  }

  @Test
  void twoValuesOfOneNameAreAConflictOfTheLaterOne() {
    CompileResult first = compile(null, value("b", "Same", "1"));
    CompileResult second = compile(first, value("b", "Same", "1"), value("a", "Same", "2"));

    assertThat(values(second)).containsExactly("1");
    assertThat(verdict(second, "NamedValue", "a").reason()).isEqualTo(Reason.NameConflict);
    assertThat(verdict(second, "NamedValue", "a").message()).contains("NamedValue \"b\"", "Same");
  }

  @Test
  void theSameObjectsGiveTheSameBytes() {
    HasMetadata[] objects = {
      policy(INCLUDING), fragment("f", "Stamp", STAMP), value("who", null, "us")
    };
    CompileResult first = compile(null, objects);

    assertThat(compile(first, objects).snapshot()).isEqualTo(first.snapshot());
    assertThat(compile(null, objects).snapshot()).isEqualTo(first.snapshot());
  }
}
