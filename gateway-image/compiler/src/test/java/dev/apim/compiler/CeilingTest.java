package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.SchemaLevel;
import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingTest {

  private static final String PLAIN = object("Api", "plain", "path: plain, " + backend());
  private static final String OPERATIONS =
      object(
          "Api",
          "plain",
          "path: plain, " + backend() + ", operations: [{name: get, method: GET, urlTemplate: /}]");
  private static final String KEYED =
      object("Api", "plain", "path: plain, subscription: {required: true}, " + backend());
  private static final String POLICY =
      object(
          "Policy",
          "one",
          "targetRef: {kind: Api, name: plain}, document: '<policies><inbound /></policies>'");
  private static final String PRODUCT = object("Product", "gold", "apis: [plain]");
  private static final String VALUE = object("NamedValue", "who", "value: us");
  private static final String FRAGMENT =
      object("PolicyFragment", "stamp", "document: '<fragment />'");

  private static final String MODERN =
      object("Backend", "modern", "url: 'http://backend.example', protocol: Http2");

  private static String backend() {
    return "backend: {type: Url, url: 'http://backend.example'}";
  }

  private static String object(String kind, String name, String spec) {
    return "apiVersion: apim.dev/v1alpha1\nkind: "
        + kind
        + "\nmetadata: {name: "
        + name
        + "}\nspec: {instanceRef: {name: contoso}, "
        + spec
        + "}\n";
  }

  private static HasMetadata read(String text) {
    return ConfigurationObjects.KINDS.stream()
        .filter(kind -> text.contains("kind: " + kind.getSimpleName() + "\n"))
        .map(kind -> (HasMetadata) Serialization.unmarshal(text, kind))
        .findFirst()
        .orElseThrow();
  }

  private static CompileResult compile(int level, CompileResult before, String... objects) {
    List<HasMetadata> read = Stream.of(objects).map(CeilingTest::read).toList();
    return new ConfigurationCompiler()
        .compile(
            new CompileRequest(
                "contoso",
                ConfigurationObjects.of(read),
                Outside.NOTHING,
                Optional.ofNullable(before).map(CompileResult::document),
                1,
                new Ceiling(level, "the cluster \"old\"")));
  }

  private static Verdict verdict(CompileResult result, String kind, String name) {
    return result.verdicts().get(new ObjectKey(kind, name));
  }

  @ParameterizedTest
  @CsvSource({
    "Api,plain,3",
    "Policy,one,2",
    "Product,gold,4",
    "NamedValue,who,5",
    "PolicyFragment,stamp,5",
    "Backend,modern,6"
  })
  @DisplayName("what the oldest target cannot read is told at its object and not carried to it")
  void whatIsTooNewIsToldAtItsObject(String kind, String name, int needed) {
    CompileResult result =
        compile(needed - 1, null, OPERATIONS, POLICY, PRODUCT, VALUE, FRAGMENT, MODERN);

    assertThat(result.document().schemaLevel()).isLessThan(needed);
    assertThat(verdict(result, kind, name).reason()).isEqualTo(Reason.TargetTooOld);
    assertThat(verdict(result, kind, name).message())
        .contains("\"old\" reads up to level " + (needed - 1), "level " + needed, "upgrade");
  }

  @Test
  @DisplayName("what the oldest target can read is carried beside what it cannot")
  void theRestIsServed() {
    CompileResult result = compile(SchemaLevel.FIRST, null, PLAIN, VALUE);

    assertThat(verdict(result, "Api", "plain").accepted()).isTrue();
    assertThat(result.document().schemaLevel()).isEqualTo(SchemaLevel.FIRST);
  }

  @Test
  @DisplayName("an edit that is too new for the oldest target leaves the last good version served")
  void anEditThatIsTooNewKeepsTheLastGood() {
    CompileResult before = compile(SchemaLevel.FIRST, null, PLAIN);
    CompileResult result = compile(SchemaLevel.OPERATIONS, before, KEYED);

    assertThat(result.document().apis()).isEqualTo(before.document().apis());
    assertThat(verdict(result, "Api", "plain").message()).contains("last good version");
  }

  @Test
  @DisplayName("an Api is not served without a Policy that the oldest target cannot read")
  void anApiIsNotServedWithoutItsPolicy() {
    CompileResult result = compile(SchemaLevel.FIRST, null, PLAIN, POLICY);

    assertThat(result.document().apis()).isEmpty();
    assertThat(verdict(result, "Api", "plain").reason()).isEqualTo(Reason.PolicyNotAccepted);
  }

  @Test
  @DisplayName("an older target that comes later takes nothing away from the others")
  void whatIsServedStays() {
    CompileResult before = compile(SchemaLevel.CURRENT, null, OPERATIONS, POLICY, VALUE, MODERN);
    CompileResult result = compile(SchemaLevel.FIRST, before, OPERATIONS, POLICY, VALUE, MODERN);

    assertThat(result.document()).isEqualTo(before.document());
    assertThat(result.verdicts().values()).allMatch(Verdict::accepted);
  }
}
