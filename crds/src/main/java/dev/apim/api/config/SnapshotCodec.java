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

  private record SharedPart(
      List<BackendEntry> backends, List<PolicyEntry> policies, List<ProductEntry> products) {}

  /**
   * APIs with their policies, so that an edit of either changes one bucket; and subscriptions,
   * which may be many.
   */
  private record ApiPart(
      List<ApiEntry> apis, List<PolicyEntry> policies, List<SubscriptionEntry> subscriptions) {

    ApiPart() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean hasNothing() {
      return apis.isEmpty() && policies.isEmpty() && subscriptions.isEmpty();
    }
  }

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
      List<String> texts = apiBuckets(document, count);
      if (texts.stream().allMatch(SnapshotCodec::fits)) {
        return assemble(document, count, texts);
      }
      if (count >= MOST_BUCKETS) {
        throw new SnapshotTooLargeException(
            "an API with its policies exceeds the limit of "
                + Snapshot.BUCKET_LIMIT_BYTES
                + " bytes of a bucket");
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
    List<PolicyEntry> policies = new ArrayList<>();
    List<ProductEntry> products = new ArrayList<>();
    List<SubscriptionEntry> subscriptions = new ArrayList<>();
    for (BucketReference reference : manifest.buckets()) {
      byte[] bytes = checked(reference.part(), reference.hash(), buckets.get(reference.hash()));
      if (SHARED.equals(reference.part())) {
        SharedPart part = CanonicalJson.read(bytes, SharedPart.class);
        backends.addAll(orEmpty(part.backends()));
        policies.addAll(orEmpty(part.policies()));
        products.addAll(orEmpty(part.products()));
      } else {
        ApiPart part = CanonicalJson.read(bytes, ApiPart.class);
        apis.addAll(orEmpty(part.apis()));
        policies.addAll(orEmpty(part.policies()));
        subscriptions.addAll(orEmpty(part.subscriptions()));
      }
    }
    return new DocumentBuilder(manifest.instance())
        .backends(backends)
        .apis(apis)
        .policies(policies)
        .products(products)
        .subscriptions(subscriptions)
        .at(manifest.schemaLevel());
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
    String shared = CanonicalJson.text(shared(document));
    if (!fits(shared)) {
      throw new SnapshotTooLargeException(
          "the backends, the products and the policies of the whole instance exceed the limit of "
              + Snapshot.BUCKET_LIMIT_BYTES
              + " bytes of a bucket");
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

  private static SharedPart shared(ConfigurationDocument document) {
    return new SharedPart(
        document.backends(),
        document.policies().stream().filter(policy -> policy.api() == null).toList(),
        document.products());
  }

  private static List<String> apiBuckets(ConfigurationDocument document, int count) {
    List<ApiPart> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new ApiPart());
    }
    document.apis().forEach(api -> parts.get(bucketOf(api.name(), count)).apis().add(api));
    document.policies().stream()
        .filter(policy -> policy.api() != null)
        .forEach(policy -> parts.get(bucketOf(policy.api(), count)).policies().add(policy));
    document
        .subscriptions()
        .forEach(one -> parts.get(bucketOf(one.name(), count)).subscriptions().add(one));
    return parts.stream().map(SnapshotCodec::text).toList();
  }

  private static String text(ApiPart part) {
    return part.hasNothing() ? "" : CanonicalJson.text(part);
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
