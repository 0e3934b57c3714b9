package dev.apim.api.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits a document into a manifest and buckets, and joins them again. Pure and exact: the same
 * document and the same least number of buckets give the same names, so an unchanged part is never
 * written twice.
 */
public final class SnapshotCodec {

  static final String SHARED = "shared";
  private static final int MOST_BUCKETS = 4096;

  private SnapshotCodec() {}

  private record SharedPart(List<BackendEntry> backends) {}

  private record ApiPart(List<ApiEntry> apis) {}

  /**
   * Splits a document.
   *
   * @param leastBuckets the number of API buckets of the active snapshot (1 where there is none),
   *     so that growth is kept and one edit changes one bucket
   * @throws SnapshotTooLargeException where one API or the shared part alone exceeds the limit of a
   *     bucket
   */
  public static Snapshot split(ConfigurationDocument document, int leastBuckets) {
    int count = Math.max(1, Integer.highestOneBit(Math.max(1, leastBuckets)));
    while (true) {
      List<String> texts = apiBuckets(document.apis(), count);
      if (texts.stream().allMatch(SnapshotCodec::fits)) {
        return assemble(document, count, texts);
      }
      if (count >= MOST_BUCKETS) {
        throw new SnapshotTooLargeException(
            "an API exceeds the limit of " + Snapshot.BUCKET_LIMIT_BYTES + " bytes of a bucket");
      }
      count *= 2;
    }
  }

  /**
   * Joins the parts of a snapshot.
   *
   * @param hash the revision that is expected
   * @param manifestText the manifest
   * @param buckets canonical JSON by hash
   * @throws SnapshotDamagedException where a part is missing or does not have its hash
   */
  public static ConfigurationDocument join(
      String hash, String manifestText, Map<String, String> buckets) {
    Manifest manifest = manifest(hash, manifestText);
    List<BackendEntry> backends = new ArrayList<>();
    List<ApiEntry> apis = new ArrayList<>();
    for (BucketReference reference : manifest.buckets()) {
      byte[] bytes = checked(reference.part(), reference.hash(), buckets.get(reference.hash()));
      if (SHARED.equals(reference.part())) {
        backends.addAll(orEmpty(CanonicalJson.read(bytes, SharedPart.class).backends()));
      } else {
        apis.addAll(orEmpty(CanonicalJson.read(bytes, ApiPart.class).apis()));
      }
    }
    return new ConfigurationDocument(manifest.schemaLevel(), manifest.instance(), backends, apis);
  }

  /**
   * Reads a manifest and checks that it is the revision expected.
   *
   * @throws SnapshotDamagedException where it is not
   */
  public static Manifest manifest(String hash, String manifestText) {
    return CanonicalJson.read(checked("manifest", hash, manifestText), Manifest.class);
  }

  private static Snapshot assemble(
      ConfigurationDocument document, int count, List<String> apiTexts) {
    Map<String, String> buckets = new HashMap<>();
    List<BucketReference> references = new ArrayList<>();
    String shared = CanonicalJson.text(new SharedPart(document.backends()));
    if (!fits(shared)) {
      throw new SnapshotTooLargeException(
          "the backends exceed the limit of " + Snapshot.BUCKET_LIMIT_BYTES + " bytes of a bucket");
    }
    add(SHARED, shared, references, buckets);
    for (int i = 0; i < count; i++) {
      if (!apiTexts.get(i).isEmpty()) {
        add("apis-" + i, apiTexts.get(i), references, buckets);
      }
    }
    Manifest manifest =
        new Manifest(document.schemaLevel(), document.instance(), count, references);
    String text = CanonicalJson.text(manifest);
    String hash = CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8));
    return new Snapshot(hash, manifest, text, buckets);
  }

  private static void add(
      String part, String text, List<BucketReference> references, Map<String, String> buckets) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String hash = CanonicalJson.sha256(bytes);
    references.add(new BucketReference(part, hash, bytes.length));
    buckets.put(hash, text);
  }

  private static List<String> apiBuckets(List<ApiEntry> apis, int count) {
    List<List<ApiEntry>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new ArrayList<>());
    }
    for (ApiEntry api : apis) {
      parts.get(bucketOf(api.name(), count)).add(api);
    }
    return parts.stream()
        .map(part -> part.isEmpty() ? "" : CanonicalJson.text(new ApiPart(part)))
        .toList();
  }

  private static int bucketOf(String name, int count) {
    String hash = CanonicalJson.sha256(name.getBytes(StandardCharsets.UTF_8));
    return Integer.parseUnsignedInt(hash.substring(0, 8), 16) & (count - 1);
  }

  private static boolean fits(String text) {
    return text.length() <= Snapshot.BUCKET_LIMIT_BYTES
        && text.getBytes(StandardCharsets.UTF_8).length <= Snapshot.BUCKET_LIMIT_BYTES;
  }

  private static byte[] checked(String part, String hash, String text) {
    if (text == null) {
      throw new SnapshotDamagedException(part + " " + hash + " is missing");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String actual = CanonicalJson.sha256(bytes);
    if (!actual.equals(hash)) {
      throw new SnapshotDamagedException(
          part + " should have the hash " + hash + " but has " + actual);
    }
    return bytes;
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
