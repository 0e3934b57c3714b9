package dev.apim.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.config.ApiEntry;
import dev.apim.api.config.BackendEntry;
import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.v1alpha1.Api;
import dev.apim.api.v1alpha1.ApiBackendSpec;
import dev.apim.api.v1alpha1.ApiSpec;
import dev.apim.api.v1alpha1.Backend;
import dev.apim.api.v1alpha1.BackendSpec;
import dev.apim.api.v1alpha1.BackendType;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConfigurationCompilerTest {

  private static final LocalReference CONTOSO = new LocalReference("contoso");

  private static Api api(String name, String path, ApiBackendSpec backend, String... hosts) {
    Api api = new Api();
    api.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .build());
    api.setSpec(new ApiSpec(CONTOSO, path, List.of(hosts), backend));
    return api;
  }

  private static Api createdAt(String timestamp, Api api) {
    api.getMetadata().setCreationTimestamp(timestamp);
    return api;
  }

  private static ApiBackendSpec url(String url) {
    return new ApiBackendSpec(BackendType.Url, url, null);
  }

  private static ApiBackendSpec ref(String name) {
    return new ApiBackendSpec(BackendType.Ref, null, name);
  }

  private static Backend backend(String name, String url) {
    Backend backend = new Backend();
    backend.setMetadata(new ObjectMetaBuilder().withName(name).build());
    backend.setSpec(BackendSpec.ofUrl(CONTOSO, url));
    return backend;
  }

  private static CompileResult compile(List<Api> apis, List<Backend> backends) {
    return compile(apis, backends, null);
  }

  private static CompileResult compile(
      List<Api> apis, List<Backend> backends, CompileResult previous) {
    return CompilerFixture.compile(previous, apis, backends);
  }

  private static Verdict verdict(CompileResult result, String api) {
    return result.verdicts().get(new ObjectKey("Api", api));
  }

  private static ApiEntry entry(CompileResult result, String api) {
    return result.document().apis().stream()
        .filter(candidate -> candidate.name().equals(api))
        .findFirst()
        .orElse(null);
  }

  @Test
  @DisplayName("B95 an Api with an address and one with a Backend are carried with their sources")
  void carriesApisAndBackends() {
    CompileResult result =
        compile(
            List.of(
                api("direct", "/a/", url("http://one"), "b.example.com", "a.example.com"),
                api("named", "b", ref("orders"))),
            List.of(backend("orders", "https://orders/v1")));
    assertThat(result.verdicts().values()).hasSize(3).allMatch(Verdict::accepted);
    ApiEntry direct = entry(result, "direct");
    assertThat(direct.path()).isEqualTo("a");
    assertThat(direct.hosts()).containsExactly("a.example.com", "b.example.com");
    assertThat(direct.url()).isEqualTo("http://one");
    assertThat(direct.source().path("hosts").path(0).asText()).isEqualTo("b.example.com");
    assertThat(entry(result, "named").backend()).isEqualTo("orders");
    assertThat(result.document().backends())
        .extracting(BackendEntry::url)
        .containsExactly("https://orders/v1");
    assertThat(
            SnapshotCodec.join(
                result.snapshot().hash(),
                result.snapshot().manifestText(),
                result.snapshot().buckets()))
        .isEqualTo(result.document());
  }

  @Test
  void objectsOfOtherInstancesAreLeftOut() {
    Api other = api("other", "a", url("http://one"));
    other.setSpec(new ApiSpec(new LocalReference("fabrikam"), "a", List.of(), url("http://one")));
    CompileResult result = compile(List.of(other), List.of());
    assertThat(result.verdicts()).isEmpty();
    assertThat(result.document()).isEqualTo(ConfigurationDocument.empty("contoso"));
  }

  @Test
  void aMissingBackendIsNamedWithTheOnesThereAre() {
    CompileResult result =
        compile(
            List.of(api("a", "a", ref("order"))),
            List.of(backend("stock", "http://s"), backend("orders", "http://o")));
    assertThat(verdict(result, "a"))
        .isEqualTo(
            new Verdict(
                false,
                Reason.BackendNotFound,
                "spec.backend.name: the instance has no Backend \"order\"; there are: orders,"
                    + " stock"));
    assertThat(entry(result, "a")).isNull();
  }

  @Test
  void anAddressThatIsNoneIsRefusedAtTheObject() {
    CompileResult result =
        compile(
            List.of(api("a", "a", url("http://:80")), api("b", "b", ref("broken"))),
            List.of(backend("broken", "http://x:99999")));
    assertThat(verdict(result, "a").reason()).isEqualTo(Reason.InvalidUrl);
    assertThat(verdict(result, "a").message())
        .startsWith("spec.backend.url: \"http://:80\" has no host");
    assertThat(result.verdicts().get(new ObjectKey("Backend", "broken")).message())
        .startsWith("spec.url: \"http://x:99999\" has a port");
    assertThat(verdict(result, "b").reason()).isEqualTo(Reason.InvalidUrl);
    assertThat(verdict(result, "b").message()).contains("the Backend \"broken\" has no usable url");
    assertThat(result.document()).isEqualTo(ConfigurationDocument.empty("contoso"));
  }

  @Test
  @DisplayName("B60 a broken object keeps its last good version and breaks no other")
  void brokenObjectsKeepTheirLastGoodVersion() {
    CompileResult good =
        compile(
            List.of(api("a", "a", url("http://one")), api("b", "b", ref("orders"))),
            List.of(backend("orders", "http://orders")));
    CompileResult broken =
        compile(
            List.of(api("a", "moved", url("http://:1")), api("b", "b", ref("orders"))),
            List.of(backend("orders", "http://orders:0")),
            good);
    assertThat(broken.snapshot()).isEqualTo(good.snapshot());
    assertThat(verdict(broken, "a").accepted()).isFalse();
    assertThat(verdict(broken, "a").message()).contains("the last good version of this Api");
    assertThat(verdict(broken, "b").accepted()).isTrue();
    assertThat(broken.verdicts().get(new ObjectKey("Backend", "orders")).message())
        .contains("until then http://orders stays in use");
  }

  @Test
  void aDeletedBackendStaysWhileAnApiThatNamesItIsServed() {
    List<Api> apis = List.of(api("a", "a", ref("orders")));
    CompileResult good = compile(apis, List.of(backend("orders", "http://orders")));
    CompileResult without = compile(apis, List.of(), good);
    assertThat(without.snapshot()).isEqualTo(good.snapshot());
    assertThat(verdict(without, "a").reason()).isEqualTo(Reason.BackendNotFound);
    assertThat(verdict(without, "a").message()).contains("there is none");
    CompileResult deleted = compile(List.of(), List.of(), without);
    assertThat(deleted.document()).isEqualTo(ConfigurationDocument.empty("contoso"));
  }

  @Test
  void whoServesAPathKeepsIt() {
    CompileResult first = compile(List.of(api("z", "a", url("http://z"))), List.of());
    CompileResult second =
        compile(
            List.of(
                createdAt("2020-01-01T00:00:00Z", api("a", "a", url("http://a"))),
                api("z", "a", url("http://z2"))),
            List.of(),
            first);
    assertThat(verdict(second, "z").accepted()).isTrue();
    assertThat(entry(second, "z").url()).isEqualTo("http://z2");
    assertThat(verdict(second, "a"))
        .isEqualTo(
            new Verdict(
                false,
                Reason.PathConflict,
                "the Api \"z\" answers path \"/a\" on every host already; choose another path or"
                    + " host"));
  }

  @Test
  void ofTwoNewApisTheOlderThenTheLowerNameHasThePath() {
    CompileResult byAge =
        compile(
            List.of(
                api("a", "x", url("http://a")),
                createdAt("2020-01-01T00:00:00Z", api("b", "x", url("http://b")))),
            List.of());
    assertThat(byAge.document().apis()).extracting(ApiEntry::name).containsExactly("b");
    CompileResult byName =
        compile(List.of(api("b", "x", url("http://b")), api("a", "x", url("http://a"))), List.of());
    assertThat(byName.document().apis()).extracting(ApiEntry::name).containsExactly("a");
  }

  @Test
  void onePathOnDifferentHostsIsNoConflict() {
    CompileResult result =
        compile(
            List.of(
                api("a", "x", url("http://a")),
                api("b", "x", url("http://b"), "b.example.com"),
                api("c", "x", url("http://c"), "c.example.com", "b.example.com")),
            List.of());
    assertThat(result.document().apis()).extracting(ApiEntry::name).containsExactly("a", "b");
    assertThat(verdict(result, "c").message()).contains("path \"/x\" on host b.example.com");
  }

  @Test
  void anApiThatMovesOntoAnotherStaysWhereItWas() {
    CompileResult before =
        compile(List.of(api("a", "x", url("http://a")), api("b", "y", url("http://b"))), List.of());
    CompileResult after =
        compile(
            List.of(
                api("a", "x", url("http://a")),
                api("b", "x", url("http://b")),
                api("c", "y", url("http://c"))),
            List.of(),
            before);
    assertThat(entry(after, "b").path()).isEqualTo("y");
    assertThat(verdict(after, "b").message()).contains("the Api \"a\" answers");
    assertThat(verdict(after, "c").message()).contains("the Api \"b\" answers path \"/y\"");
    assertThat(entry(after, "c")).isNull();
  }

  @Test
  void twoApisMaySwapTheirPaths() {
    CompileResult before =
        compile(List.of(api("a", "x", url("http://a")), api("b", "y", url("http://b"))), List.of());
    CompileResult after =
        compile(
            List.of(api("a", "y", url("http://a")), api("b", "x", url("http://b"))),
            List.of(),
            before);
    assertThat(after.verdicts().values()).allMatch(Verdict::accepted);
    assertThat(entry(after, "a").path()).isEqualTo("y");
  }

  @Test
  void whoeverLosesOnlyToALoserIsServed() {
    CompileResult result =
        compile(
            List.of(
                createdAt("2020-01-01T00:00:00Z", api("a", "x", url("http://a"), "h1")),
                createdAt("2021-01-01T00:00:00Z", api("b", "x", url("http://b"), "h1", "h2")),
                createdAt("2022-01-01T00:00:00Z", api("c", "x", url("http://c"), "h2"))),
            List.of());
    assertThat(result.document().apis()).extracting(ApiEntry::name).containsExactly("a", "c");
  }

  @Test
  @DisplayName("B53 the same objects give the same bytes in whatever order they were read")
  void sameInputSameBytes() {
    List<Api> apis =
        new ArrayList<>(
            IntStream.range(0, 200)
                .mapToObj(i -> api("api-" + i, "p" + i % 150, url("http://b" + i)))
                .toList());
    CompileResult ordered = compile(apis, List.of());
    Collections.shuffle(apis, new Random(7));
    assertThat(compile(apis, List.of())).isEqualTo(ordered);
  }
}
