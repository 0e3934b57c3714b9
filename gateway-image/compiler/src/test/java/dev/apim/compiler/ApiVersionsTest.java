package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.OperationEntry;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiRevisionSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.ApiVersionSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.OperationSpec;
import dev.apim.api.v1alpha1.Policy;
import dev.apim.api.v1alpha1.PolicySpec;
import dev.apim.api.v1alpha1.PolicyTargetKind;
import dev.apim.api.v1alpha1.PolicyTargetSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.VersionScheme;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Operations, versions and revisions, as the compiler judges them. */
class ApiVersionsTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");

  private static Api api(
      String name, ApiVersionSpec version, ApiRevisionSpec revision, OperationSpec... operations) {
    Api api = new Api();
    api.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .build());
    api.setSpec(
        new ApiSpec(
            CONTOSO,
            "shop",
            List.of(),
            new ApiBackendSpec(BackendType.Url, "http://b", null),
            version,
            revision,
            List.of(operations),
            null,
            null));
    return api;
  }

  private static Api revision(String name, int number, boolean current) {
    return api(name, null, new ApiRevisionSpec(number, current));
  }

  private static Api version(String name, VersionScheme scheme, String parameter, String value) {
    return api(name, new ApiVersionSpec(scheme, parameter, value), null);
  }

  private static OperationSpec get(String name, String template) {
    return new OperationSpec(name, null, "GET", template);
  }

  private static Policy policy(String operation, String document) {
    Policy policy = new Policy();
    policy.setMetadata(new ObjectMetaBuilder().withName("p").build());
    policy.setSpec(
        new PolicySpec(
            CONTOSO, new PolicyTargetSpec(PolicyTargetKind.Api, "shop", operation), document));
    return policy;
  }

  private static CompileResult compile(CompileResult before, Api... apis) {
    return CompilerFixture.compile(before, List.of(apis));
  }

  private static Verdict verdict(CompileResult result, String api) {
    return result.verdicts().get(new ObjectKey("Api", api));
  }

  @Test
  @DisplayName("B95 versions of one path stand side by side, with one that has none")
  void versionsStandSideBySide() {
    CompileResult result =
        compile(
            null,
            api("v0", null, null),
            version("v1", VersionScheme.Header, "Api-Version", "1"),
            version("v2", VersionScheme.Header, "Api-Version", "2"));
    assertThat(result.verdicts().values()).allMatch(Verdict::accepted);
    assertThat(result.document().schemaLevel()).isEqualTo(3);
  }

  @Test
  void versionsOfOnePathAreAskedForInOneWay() {
    CompileResult first = compile(null, version("v1", VersionScheme.Header, "Api-Version", "1"));
    CompileResult result =
        compile(
            first,
            version("a2", VersionScheme.Query, "api-version", "2"),
            version("v1", VersionScheme.Header, "Api-Version", "1"));
    assertThat(verdict(result, "v1").accepted()).isTrue();
    assertThat(verdict(result, "a2").reason()).isEqualTo(Reason.VersionConflict);
    assertThat(verdict(result, "a2").message())
        .isEqualTo(
            "spec.version: versions of path \"/shop\" on every host are asked for by the header"
                + " Api-Version; use the same scheme and name");
  }

  @Test
  void theSameVersionTwiceIsAConflict() {
    CompileResult result =
        compile(
            null,
            version("a", VersionScheme.Path, null, "v1"),
            version("b", VersionScheme.Path, null, "v1"));
    assertThat(verdict(result, "a").accepted()).isTrue();
    assertThat(verdict(result, "b").reason()).isEqualTo(Reason.PathConflict);
    assertThat(verdict(result, "b").message()).contains("path \"/shop/v1\" on every host");
  }

  @Test
  void aRevisionIsMadeCurrentByTwoEditsInAnyOrderAndPathsNeverLackOne() {
    CompileResult before = compile(null, revision("one", 1, true), revision("two", 2, false));
    assertThat(before.verdicts().values()).allMatch(Verdict::accepted);

    CompileResult takenFirst = compile(before, revision("one", 1, true), revision("two", 2, true));
    assertThat(verdict(takenFirst, "two").reason()).isEqualTo(Reason.RevisionConflict);
    assertThat(verdict(takenFirst, "two").message())
        .contains(
            "the Api \"one\" is the current revision of path \"/shop\" on every host already");
    assertThat(takenFirst.snapshot()).isEqualTo(before.snapshot());

    CompileResult givenFirst =
        compile(before, revision("one", 1, false), revision("two", 2, false));
    assertThat(verdict(givenFirst, "one").reason()).isEqualTo(Reason.NoCurrentRevision);
    assertThat(givenFirst.snapshot()).isEqualTo(before.snapshot());

    for (CompileResult half : List.of(takenFirst, givenFirst)) {
      CompileResult both = compile(half, revision("one", 1, false), revision("two", 2, true));
      assertThat(both.verdicts().values()).allMatch(Verdict::accepted);
      assertThat(both.document().apis().get(1).revisionOrOnly().current()).isTrue();
    }
  }

  @Test
  void aRevisionNumberIsGivenOnce() {
    CompileResult result = compile(null, revision("a", 1, true), revision("b", 1, false));
    assertThat(verdict(result, "b").reason()).isEqualTo(Reason.RevisionConflict);
    assertThat(verdict(result, "b").message())
        .contains("is revision 1 of path \"/shop\" on every host already; choose another");
  }

  @Test
  void operationsThatCannotBeServedAreToldWithTheirPlace() {
    assertThat(message(get("a", "/x"), get("a", "/y")))
        .isEqualTo("spec.operations[1]: the name \"a\" is that of spec.operations[0] already");
    assertThat(message(get("a", "/x/{b}"), get("b", "/x/{c}")))
        .isEqualTo(
            "spec.operations[1]: GET \"/x/{c}\" cannot be told from the operation \"a\"; change the"
                + " method or the template");
    assertThat(message(get("a", "/x/{b")))
        .isEqualTo("spec.operations[0]: urlTemplate \"/x/{b\" has a { without a }");
  }

  @Test
  @DisplayName("B95 operations of an OpenAPI document stand beside those that are written")
  void importsBecomeOperations() {
    Api api = api("shop", null, null, get("list", "/"));
    ApiImport read = ApiImport.of(List.of(new OperationEntry("add", "Add", "POST", "/")));
    CompileResult result =
        CompilerFixture.compile(new Outside(Map.of("shop", read), Map.of()), null, List.of(api));
    assertThat(result.document().apis().get(0).operations())
        .extracting(OperationEntry::name)
        .containsExactly("list", "add");

    ApiImport same = ApiImport.of(List.of(new OperationEntry("list", null, "PUT", "/")));
    CompileResult clash =
        CompilerFixture.compile(new Outside(Map.of("shop", same), Map.of()), result, List.of(api));
    assertThat(verdict(clash, "shop").message())
        .startsWith(
            "spec.openapi: the operation \"list\": the name \"list\" is that of"
                + " spec.operations[0]");
    assertThat(clash.snapshot()).isEqualTo(result.snapshot());

    ApiImport broken = ApiImport.invalid("spec.openapi.inline: it has no paths");
    CompileResult bad =
        CompilerFixture.compile(
            new Outside(Map.of("shop", broken), Map.of()), result, List.of(api));
    assertThat(verdict(bad, "shop").reason()).isEqualTo(Reason.InvalidOpenApi);
    assertThat(bad.snapshot()).isEqualTo(result.snapshot());
  }

  private static String message(OperationSpec... operations) {
    Verdict verdict = verdict(compile(null, api("shop", null, null, operations)), "shop");
    assertThat(verdict.reason()).isEqualTo(Reason.InvalidOperation);
    return verdict.message();
  }

  @Test
  void aPolicyOfAnOperationNeedsThatAndABrokenOneHoldsBackOnlyWhatIsNew() {
    String good = "<policies><inbound><base/></inbound></policies>";
    Api list = api("shop", null, null, get("list", "/"));
    CompileResult typo = CompilerFixture.compile(null, List.of(list), List.of(policy("lst", good)));
    assertThat(typo.verdicts().get(new ObjectKey("Policy", "p")))
        .isEqualTo(
            Verdict.bad(
                Reason.OperationNotFound,
                "spec.targetRef.operation: the Api \"shop\" has no operation \"lst\"; there are:"
                    + " list"));

    CompileResult served = compile(null, list);
    Api more = api("shop", null, null, get("list", "/"), get("add", "/add"));
    CompileResult held =
        CompilerFixture.compile(served, List.of(more), List.of(policy("add", "<policies><x/>")));
    assertThat(verdict(held, "shop").reason()).isEqualTo(Reason.PolicyNotAccepted);
    assertThat(held.document()).isEqualTo(served.document());

    CompileResult whole =
        CompilerFixture.compile(served, List.of(more), List.of(policy("add", good)));
    assertThat(whole.verdicts().values()).allMatch(Verdict::accepted);
    assertThat(whole.document().policies().get(0).operation()).isEqualTo("add");

    CompileResult without =
        CompilerFixture.compile(whole, List.of(list), List.of(policy("add", good)));
    assertThat(without.document().policies()).isEmpty();
  }
}
