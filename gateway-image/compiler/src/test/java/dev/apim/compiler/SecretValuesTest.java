package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.NamedValueEntry;
import dev.apim.api.config.SecretReference;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.NamedValueSpec;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.SecretKeyReference;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretValuesTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final String LIMIT =
      "<policies><inbound>\n<rate-limit calls=\"{{calls}}\" renewal-period=\"60\" />\n"
          + "<set-variable name=\"n\" value=\"@({{calls}} + 1)\" /></inbound></policies>";

  /** One Secret "s" with one key "k"; each value has its own reference. */
  private static final class Vault implements SecretSource {

    private final Map<String, String> carried = new HashMap<>();
    private String value;

    Vault holding(String now) {
      value = now;
      return this;
    }

    @Override
    public Found find(ObjectKey object, String secret, String key) {
      if (value == null) {
        return Found.problem("the Secret \"" + secret + "\" does not exist");
      }
      String name = "carried-" + value.hashCode();
      carried.put(name, value);
      return new Found(new SecretReference(name, "k"), value, null);
    }

    @Override
    public Optional<String> carried(SecretReference reference) {
      return Optional.ofNullable(carried.get(reference.name()));
    }
  }

  private final Vault vault = new Vault();

  private static NamedValue calls() {
    NamedValue object = new NamedValue();
    object.setMetadata(new ObjectMetaBuilder().withName("calls").build());
    object.setSpec(new NamedValueSpec(CONTOSO, null, null, new SecretKeyReference("s", "k")));
    return object;
  }

  private static Policy policy() {
    return CompilerFixture.policy(LIMIT);
  }

  private CompileResult compile(CompileResult before, HasMetadata... objects) {
    return CompilerFixture.compile(Outside.NOTHING.with(vault), before, List.of(objects));
  }

  private static Verdict verdict(CompileResult result, String kind, String name) {
    return result.verdicts().get(new ObjectKey(kind, name));
  }

  @Test
  @DisplayName("a document names the Secret that carries a value and never holds the value")
  void theDocumentHoldsTheReferenceAlone() {
    vault.holding("31337");
    CompileResult result = compile(null, calls(), policy());

    assertThat(result.verdicts().values()).allMatch(Verdict::accepted);
    assertThat(result.document().namedValues())
        .extracting(NamedValueEntry::secret)
        .containsExactly(new SecretReference("carried-" + "31337".hashCode(), "k"));
    assertThat(result.snapshot().manifest().secrets())
        .containsExactly("carried-" + "31337".hashCode());
    assertThat(result.snapshot().buckets().values()).noneMatch(text -> text.contains("31337"));
    assertThat(compile(result, calls(), policy()).snapshot()).isEqualTo(result.snapshot());
  }

  @Test
  void aSecretThatIsNotThereIsToldAtTheObject() {
    CompileResult result = compile(null, calls(), policy());

    assertThat(verdict(result, "NamedValue", "calls").reason()).isEqualTo(Reason.SecretNotFound);
    assertThat(verdict(result, "NamedValue", "calls").message())
        .isEqualTo("spec.secretRef: the Secret \"s\" does not exist");
    assertThat(verdict(result, "Policy", "p").reason()).isEqualTo(Reason.InvalidPolicy);
  }

  @Test
  void aSecretThatGoesIsToldAndItsLastValueStays() {
    vault.holding("5");
    CompileResult first = compile(null, calls(), policy());
    vault.holding(null);
    CompileResult gone = compile(first, calls(), policy());

    assertThat(gone.snapshot()).isEqualTo(first.snapshot());
    assertThat(verdict(gone, "NamedValue", "calls").reason()).isEqualTo(Reason.SecretNotFound);
    assertThat(verdict(gone, "NamedValue", "calls").message()).contains("last good version");
    assertThat(verdict(gone, "Policy", "p").accepted()).isTrue();
  }

  @Test
  void anotherValueIsAnotherReferenceAndAnotherRevision() {
    vault.holding("5");
    CompileResult first = compile(null, calls(), policy());
    vault.holding("6");
    CompileResult second = compile(first, calls(), policy());

    assertThat(second.snapshot().hash()).isNotEqualTo(first.snapshot().hash());
    assertThat(second.verdicts().values()).allMatch(Verdict::accepted);
  }

  @Test
  void whatIsWrongWithASecretIsToldByItsPlaceAndNotByItsText() {
    vault.holding("h1dden words");
    CompileResult result = compile(null, calls(), policy());

    String message = verdict(result, "Policy", "p").message();
    assertThat(message)
        .startsWith("spec.document:2:")
        .contains("the secret that a named value puts in here does not fit")
        .doesNotContain("h1dden", "words");
    vault.holding("5");
    CompileResult good = compile(null, calls(), policy());
    vault.holding("h1dden words");
    CompileResult edited = compile(good, calls(), policy());
    assertThat(verdict(edited, "NamedValue", "calls").reason()).isEqualTo(Reason.InUse);
    assertThat(edited.verdicts().toString()).doesNotContain("h1dden");
    assertThat(edited.snapshot()).isEqualTo(good.snapshot());
  }
}
