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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CertificateValuesTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");
  private static final SecretReference CARRIED = new SecretReference("carried", "pair");

  /** A TLS Secret "partner-tls". */
  private record Vault(Map<String, String> data) implements SecretSource {

    @Override
    public Found find(ObjectKey object, String secret, String key) {
      String value = SecretSource.value(data, key);
      return value == null
          ? Found.problem("the Secret has no value under " + SecretSource.describe(key))
          : new Found(CARRIED, value, null);
    }

    @Override
    public Optional<String> carried(SecretReference reference) {
      return Optional.ofNullable(SecretSource.value(data, PAIR));
    }
  }

  private static String pem() throws IOException {
    try (InputStream in = CertificateValuesTest.class.getResourceAsStream("partner.pem")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static Vault vault() throws IOException {
    String pem = pem();
    int key = pem.indexOf("-----BEGIN PRIVATE KEY");
    return new Vault(Map.of("tls.crt", pem.substring(0, key), "tls.key", pem.substring(key)));
  }

  private static NamedValue partner() {
    NamedValue object = new NamedValue();
    object.setMetadata(new ObjectMetaBuilder().withName("partner").build());
    object.setSpec(
        new NamedValueSpec(CONTOSO, null, null, new SecretKeyReference("partner-tls", null)));
    return object;
  }

  private static Policy policy() {
    return CompilerFixture.policy(
        "<policies><inbound><authentication-certificate certificate-id=\"partner\" />"
            + "</inbound></policies>");
  }

  private static CompileResult compile(SecretSource secrets, HasMetadata... objects) {
    return CompilerFixture.compile(Outside.NOTHING.with(secrets), null, List.of(objects));
  }

  @Test
  @DisplayName("a key of a user's Secret is never taken for its certificate and key together")
  void everyKeyOfASecretIsAValueOfItsOwn() throws IOException {
    Map<String, String> data = new HashMap<>(vault().data());
    data.put("tls.pair", "mine");

    assertThat(SecretSource.value(data, "tls.pair")).isEqualTo("mine");
    assertThat(SecretSource.value(data, SecretSource.PAIR)).contains("PRIVATE KEY");
  }

  @Test
  @DisplayName(
      "a policy names a TLS Secret by a NamedValue without a key, and no document holds it")
  void aPolicyNamesATlsSecret() throws IOException {
    CompileResult result = compile(vault(), partner(), policy());

    assertThat(result.verdicts().values()).allMatch(Verdict::accepted);
    assertThat(result.document().namedValues())
        .extracting(NamedValueEntry::secret)
        .containsExactly(CARRIED);
    assertThat(result.snapshot().buckets().values()).noneMatch(text -> text.contains("PRIVATE"));
  }

  @Test
  void aCertificateThatIsNotThereIsToldAtThePolicyWithThoseThereAre() throws IOException {
    Verdict verdict = compile(vault(), policy()).verdicts().get(new ObjectKey("Policy", "p"));

    assertThat(verdict.reason()).isEqualTo(Reason.InvalidPolicy);
    assertThat(verdict.message())
        .contains("names certificate 'partner', and there is no named value 'partner'")
        .contains("make a NamedValue for partner, or correct it; there is none");
  }

  @Test
  void aSecretWithoutAKeyIsToldAtTheNamedValue() throws IOException {
    Vault half = new Vault(Map.of("tls.crt", pem()));
    Verdict verdict =
        compile(half, partner(), policy()).verdicts().get(new ObjectKey("NamedValue", "partner"));

    assertThat(verdict.reason()).isEqualTo(Reason.SecretNotFound);
    assertThat(verdict.message()).contains("the keys \"tls.crt\" and \"tls.key\"");
  }
}
