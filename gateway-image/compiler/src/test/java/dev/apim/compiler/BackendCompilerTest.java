package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.NamedValueEntry;
import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.AuthorizationScheme;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.BackendAuthorizationSpec;
import dev.apim.api.v1alpha1.BackendClientCertificateSpec;
import dev.apim.api.v1alpha1.BackendCredentialsSpec;
import dev.apim.api.v1alpha1.BackendForm;
import dev.apim.api.v1alpha1.BackendPoolSpec;
import dev.apim.api.v1alpha1.BackendProtocol;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.BackendTlsSpec;
import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.api.v1alpha1.NamedValueSpec;
import dev.apim.api.v1alpha1.PoolMemberSpec;
import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackendCompilerTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");

  private static Backend backend(String name, BackendSpec spec) {
    Backend backend = new Backend();
    backend.setMetadata(new ObjectMetaBuilder().withName(name).build());
    backend.setSpec(spec);
    return backend;
  }

  private static Backend address(String name) {
    return backend(name, BackendSpec.ofUrl(CONTOSO, "http://" + name));
  }

  private static Backend pool(String name, String... members) {
    List<PoolMemberSpec> specs =
        Stream.of(members).map(member -> new PoolMemberSpec(member, null, null)).toList();
    return backend(
        name,
        new BackendSpec(
            CONTOSO, BackendForm.Pool, null, new BackendPoolSpec(specs), null, null, null, null));
  }

  private static CompileResult compile(CompileResult before, Backend... backends) {
    return CompilerFixture.compile(before, List.of(backends));
  }

  private static Verdict verdict(CompileResult result, String name) {
    return result.verdicts().get(new ObjectKey("Backend", name));
  }

  private static List<String> names(ConfigurationDocument document) {
    return document.backends().stream().map(BackendEntry::name).toList();
  }

  @Test
  @DisplayName("B98 a pool of backends is carried, at a level that older gateways refuse")
  void aPoolIsCarried() {
    CompileResult result = compile(null, pool("all", "a", "b"), address("a"), address("b"));
    assertThat(result.verdicts().values()).allMatch(Verdict::accepted);
    assertThat(names(result.document())).containsExactly("a", "all", "b");
    assertThat(result.document().schemaLevel()).isEqualTo(SchemaLevel.BACKENDS);
    assertThat(compile(null, address("a")).document().schemaLevel()).isEqualTo(SchemaLevel.FIRST);
  }

  @Test
  void aPoolNamesWhatIsThereAndNoOtherPool() {
    CompileResult result =
        compile(
            null,
            pool("all", "a", "gone"),
            pool("outer", "inner"),
            pool("inner", "a"),
            address("a"));
    assertThat(verdict(result, "all").reason()).isEqualTo(Reason.BackendNotFound);
    assertThat(verdict(result, "all").message())
        .contains("spec.pool.members[1].name")
        .contains("there are: a");
    assertThat(verdict(result, "outer").reason()).isEqualTo(Reason.InvalidBackend);
    assertThat(verdict(result, "outer").message()).contains("is a pool itself");
    assertThat(verdict(result, "inner").accepted()).isTrue();
  }

  @Test
  void aMemberThatIsDeletedStaysWhileThePoolThatHasIt() {
    CompileResult before = compile(null, pool("all", "a", "b"), address("a"), address("b"));
    CompileResult after = compile(before, pool("all", "a", "b"), address("a"));
    assertThat(verdict(after, "all").reason()).isEqualTo(Reason.BackendNotFound);
    assertThat(names(after.document())).containsExactly("a", "all", "b");
  }

  @Test
  void aMemberCannotBecomeAPool() {
    CompileResult before = compile(null, pool("all", "a", "b"), address("a"), address("b"));
    CompileResult after = compile(before, pool("all", "a", "b"), address("a"), pool("b", "a"));
    assertThat(verdict(after, "b").reason()).isEqualTo(Reason.InvalidBackend);
    assertThat(verdict(after, "all").accepted()).isTrue();
    assertThat(after.document().backends().get(2).url()).isEqualTo("http://b");
  }

  @Test
  void whatCannotBeCarriedOutIsRefusedWithItsField() {
    assertThat(problem("http://a", new BackendTlsSpec(null, null, null, null), null))
        .startsWith("spec.tls: the url must begin with https");
    assertThat(problem("https://a", new BackendTlsSpec(null, null, "no certificate", null), null))
        .startsWith("spec.tls.caCertificates: ");
    assertThat(problem("http://a", null, new CircuitBreakerSpec(null, null, 1, null, 1, null)))
        .startsWith("spec.circuitBreaker: failureCount, failurePercentage or both");
    assertThat(
            compile(
                    null,
                    backend(
                        "a",
                        new BackendSpec(
                            CONTOSO, BackendForm.Pool, null, null, null, null, null, null)))
                .verdicts()
                .values())
        .singleElement()
        .matches(verdict -> verdict.message().contains("type Pool needs pool"));
  }

  @Test
  void aPoolTakesNoProtocolForItsMembersHaveIt() {
    BackendSpec spec = pool("all", "a").getSpec();
    BackendSpec second =
        new BackendSpec(
            CONTOSO, spec.type(), null, spec.pool(), BackendProtocol.Http2, null, null, null);
    Verdict verdict = verdict(compile(null, address("a"), backend("all", second)), "all");
    assertThat(verdict.reason()).isEqualTo(Reason.InvalidBackend);
    assertThat(verdict.message()).startsWith("spec.protocol: ");
  }

  private static String problem(String url, BackendTlsSpec tls, CircuitBreakerSpec breaker) {
    BackendSpec spec = new BackendSpec(CONTOSO, null, url, null, null, breaker, tls, null);
    Verdict verdict = verdict(compile(null, backend("a", spec)), "a");
    assertThat(verdict.reason()).isEqualTo(Reason.InvalidBackend);
    return verdict.message();
  }

  private static Backend withToken(String name, String token) {
    BackendAuthorizationSpec bearer =
        new BackendAuthorizationSpec(AuthorizationScheme.Bearer, null, null, token);
    BackendCredentialsSpec credentials = new BackendCredentialsSpec(bearer, null, null);
    return backend(
        name,
        new BackendSpec(CONTOSO, null, "http://" + name, null, null, null, null, credentials));
  }

  private static NamedValue value(String name, String value) {
    NamedValue object = new NamedValue();
    object.setMetadata(new ObjectMetaBuilder().withName(name).build());
    object.setSpec(new NamedValueSpec(CONTOSO, null, value));
    return object;
  }

  private static List<String> values(CompileResult result) {
    return result.document().namedValues().stream().map(NamedValueEntry::value).toList();
  }

  @Test
  @DisplayName("B123 credentials name values, and one that is still named is not lost")
  void credentialsNameValues() {
    CompileResult before =
        CompilerFixture.compile(
            null, List.of(withToken("a", "{{token}}")), List.of(value("token", "t1")));
    assertThat(before.verdicts().values()).allMatch(Verdict::accepted);

    CompileResult deleted =
        CompilerFixture.compile(before, List.of(withToken("a", "{{token}}")), List.of());
    assertThat(verdict(deleted, "a").reason()).isEqualTo(Reason.InvalidBackend);
    assertThat(verdict(deleted, "a").message())
        .contains("make a NamedValue for token")
        .endsWith("(until then http://a stays in use)");
    assertThat(values(deleted)).containsExactly("t1");

    CompileResult edited =
        CompilerFixture.compile(
            before, List.of(withToken("a", "{{token}}")), List.of(value("token", "t\n1")));
    assertThat(edited.verdicts().get(new ObjectKey("NamedValue", "token")).reason())
        .isEqualTo(Reason.InUse);
    assertThat(verdict(edited, "a").accepted()).isTrue();
    assertThat(values(edited)).containsExactly("t1");
  }

  @Test
  void aValueThatNobodyHasIsToldAndTheBackendIsNotUsed() {
    CompileResult result =
        CompilerFixture.compile(
            null, List.of(withToken("a", "{{tokn}}")), List.of(value("token", "t1")));
    assertThat(verdict(result, "a").message())
        .isEqualTo(
            "spec: a value is named that is not there; make a NamedValue for tokn, or"
                + " correct it; there are: token");
    assertThat(names(result.document())).isEmpty();
  }

  @Test
  void aClientCertificateIsLookedAtBeforeItIsUsed() {
    BackendTlsSpec tls =
        new BackendTlsSpec(
            null, null, null, new BackendClientCertificateSpec("{{cert}}", "{{key}}"));
    BackendSpec spec = new BackendSpec(CONTOSO, null, "https://a", null, null, null, tls, null);
    CompileResult result =
        CompilerFixture.compile(
            null,
            List.of(backend("a", spec)),
            List.of(value("cert", "secret nonsense"), value("key", "more of it")));
    assertThat(verdict(result, "a").message())
        .isEqualTo("spec: tls.clientCertificate.certificate holds no PEM certificate");
  }
}
