package dev.apim.api.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Splits a document into a manifest and buckets, and joins them again. Pure and exact: the same
 * document and the same least number of buckets give the same names, so an unchanged part is never
 * written twice.
 */
public final class SnapshotCodec {

  static final String SHARED = "shared";

  private SnapshotCodec() {}

  /** What is about no single API. */
  record SharedPart(
      List<BackendEntry> backends,
      List<PolicyEntry> policies,
      List<ProductEntry> products,
      List<NamedValueEntry> namedValues,
      List<FragmentEntry> fragments) {}

  /**
   * APIs with their policies, so that an edit of either changes one bucket; and subscriptions,
   * which may be many.
   */
  record ApiPart(
      List<ApiEntry> apis, List<PolicyEntry> policies, List<SubscriptionEntry> subscriptions) {}

  /** What the parts of a document hold together. */
  private static final class Joined {

    private final List<BackendEntry> backends = new ArrayList<>();
    private final List<ApiEntry> apis = new ArrayList<>();
    private final List<PolicyEntry> policies = new ArrayList<>();
    private final List<ProductEntry> products = new ArrayList<>();
    private final List<SubscriptionEntry> subscriptions = new ArrayList<>();
    private final List<NamedValueEntry> namedValues = new ArrayList<>();
    private final List<FragmentEntry> fragments = new ArrayList<>();

    void add(SharedPart part) {
      backends.addAll(orEmpty(part.backends()));
      policies.addAll(orEmpty(part.policies()));
      products.addAll(orEmpty(part.products()));
      namedValues.addAll(orEmpty(part.namedValues()));
      fragments.addAll(orEmpty(part.fragments()));
    }

    void add(ApiPart part) {
      apis.addAll(orEmpty(part.apis()));
      policies.addAll(orEmpty(part.policies()));
      subscriptions.addAll(orEmpty(part.subscriptions()));
    }

    ConfigurationDocument document(Manifest manifest) {
      return new DocumentBuilder(manifest.instance())
          .backends(backends)
          .apis(apis)
          .policies(policies)
          .products(products)
          .subscriptions(subscriptions)
          .namedValues(namedValues)
          .fragments(fragments)
          .at(manifest.schemaLevel());
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
    return new SnapshotSplitter().split(document, leastBuckets);
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
    Joined joined = new Joined();
    for (BucketReference reference : manifest.buckets()) {
      byte[] bytes = checked(reference.part(), reference.hash(), buckets.get(reference.hash()));
      if (SHARED.equals(reference.part())) {
        joined.add(CanonicalJson.read(bytes, SharedPart.class));
      } else {
        joined.add(CanonicalJson.read(bytes, ApiPart.class));
      }
    }
    return joined.document(manifest);
  }

  /**
   * Reads a manifest and checks that it is the revision expected.
   *
   * @throws SnapshotDamagedException where it is not
   */
  public static Manifest manifest(String hash, String manifestText) {
    return CanonicalJson.read(checked("manifest", hash, manifestText), Manifest.class);
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
