package dev.apim.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {

  private static ApiEntry api(int i, String url) {
    return new ApiEntry("api-" + i, "path-" + i, List.of(), null, url, null);
  }

  private static ConfigurationDocument document(List<ApiEntry> apis) {
    return ConfigurationDocument.of(
        "contoso", List.of(new BackendEntry("b", "http://b:80", null)), apis, List.of());
  }

  private static List<ApiEntry> apis(int count) {
    return IntStream.range(0, count).mapToObj(i -> api(i, "http://backend:80/" + i)).toList();
  }

  @Test
  @DisplayName("B53 the same content has the same revision whatever the order it was read in")
  void sameContentSameHash() {
    List<ApiEntry> shuffled = new ArrayList<>(apis(50));
    Collections.shuffle(shuffled, new Random(1));
    assertThat(SnapshotCodec.split(document(shuffled), 1))
        .isEqualTo(SnapshotCodec.split(document(apis(50)), 1));
  }

  @Test
  void whatWasSplitIsJoinedAgain() {
    ConfigurationDocument document = document(apis(20000));
    Snapshot snapshot = SnapshotCodec.split(document, 1);
    assertThat(snapshot.manifest().apiBuckets()).isGreaterThan(1);
    assertThat(snapshot.manifest().buckets())
        .allSatisfy(b -> assertThat(b.bytes()).isLessThanOrEqualTo(Snapshot.BUCKET_LIMIT_BYTES));
    assertThat(SnapshotCodec.join(snapshot.hash(), snapshot.manifestText(), snapshot.buckets()))
        .isEqualTo(document);
  }

  @Test
  void oneEditChangesOneBucketAndTheManifest() {
    List<ApiEntry> edited = new ArrayList<>(apis(20000));
    edited.set(10, api(10, "http://elsewhere:80"));
    Snapshot before = SnapshotCodec.split(document(apis(20000)), 1);
    Snapshot after = SnapshotCodec.split(document(edited), before.manifest().apiBuckets());
    assertThat(after.hash()).isNotEqualTo(before.hash());
    assertThat(after.buckets().keySet())
        .filteredOn(h -> !before.buckets().containsKey(h))
        .hasSize(1);
  }

  @Test
  void bucketsAreNotMergedAgainWhenApisGo() {
    Snapshot large = SnapshotCodec.split(document(apis(20000)), 1);
    Snapshot small = SnapshotCodec.split(document(apis(3)), large.manifest().apiBuckets());
    assertThat(small.manifest().apiBuckets()).isEqualTo(large.manifest().apiBuckets());
  }

  @Test
  void aChangedBucketIsRefused() {
    Snapshot snapshot = SnapshotCodec.split(document(apis(3)), 1);
    Map<String, String> damaged = new HashMap<>(snapshot.buckets());
    damaged.replaceAll((hash, text) -> text + " ");
    assertThatThrownBy(() -> SnapshotCodec.join(snapshot.hash(), snapshot.manifestText(), damaged))
        .isInstanceOf(SnapshotDamagedException.class)
        .hasMessageContaining("should have the hash");
  }

  @Test
  void aMissingBucketIsNamed() {
    Snapshot snapshot = SnapshotCodec.split(document(apis(3)), 1);
    assertThatThrownBy(() -> SnapshotCodec.join(snapshot.hash(), snapshot.manifestText(), Map.of()))
        .isInstanceOf(SnapshotDamagedException.class)
        .hasMessageContaining("shared")
        .hasMessageContaining("is missing");
  }

  @Test
  void anApiThatFitsNoBucketIsRefusedWithTheLimit() {
    ApiEntry huge = api(1, "http://b/" + "x".repeat(Snapshot.BUCKET_LIMIT_BYTES));
    assertThatThrownBy(() -> SnapshotCodec.split(document(List.of(huge)), 1))
        .isInstanceOf(SnapshotTooLargeException.class)
        .hasMessageContaining(huge.name())
        .hasMessageContaining("" + Snapshot.BUCKET_LIMIT_BYTES);
  }

  @Test
  void smallSnapshotsTravelInsideThePointerAndLargeOnesDoNot() {
    assertThat(SnapshotCodec.split(document(apis(10)), 1).fitsInline()).isTrue();
    assertThat(SnapshotCodec.split(document(apis(2000)), 1).fitsInline()).isFalse();
  }

  @Test
  void bucketsSurvivePacking() {
    String text = CanonicalJson.text(document(apis(100)));
    assertThat(Gzip.unpack(Gzip.pack(text))).isEqualTo(text);
    assertThatThrownBy(() -> Gzip.unpack("bm90IGd6aXA="))
        .isInstanceOf(SnapshotDamagedException.class);
  }

  @Test
  void policiesTravelWithTheirApiAndRaiseTheLevel() {
    PolicyEntry global = new PolicyEntry("all", null, null, List.of(), source("<policies/>"));
    PolicyEntry one =
        new PolicyEntry(
            "one", "api-3", null, List.of("b"), source("<policies><inbound/></policies>"));
    List<ApiEntry> apis = apis(64);
    ConfigurationDocument without = document(apis);
    ConfigurationDocument with =
        ConfigurationDocument.of("contoso", without.backends(), apis, List.of(one, global));
    Snapshot before = SnapshotCodec.split(without, 16);
    Snapshot after = SnapshotCodec.split(with, 16);

    assertThat(SnapshotCodec.join(after.hash(), after.manifestText(), after.buckets()))
        .isEqualTo(with);
    assertThat(without.schemaLevel()).isEqualTo(SchemaLevel.FIRST);
    assertThat(with.schemaLevel()).isEqualTo(SchemaLevel.POLICIES);
    assertThat(with.policies()).containsExactly(global, one);
    assertThat(after.buckets().keySet())
        .as("the shared part and the bucket of the Api are new")
        .filteredOn(hash -> !before.buckets().containsKey(hash))
        .hasSize(2);
  }

  private static JsonNode source(String document) {
    return CanonicalJson.tree(Map.of("document", document));
  }
}
