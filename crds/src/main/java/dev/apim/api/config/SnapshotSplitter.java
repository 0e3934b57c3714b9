package dev.apim.api.config;

import dev.apim.api.config.SnapshotCodec.ApiPart;
import dev.apim.api.config.SnapshotCodec.SharedPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Splits documents, one after the other. A bucket whose entries are those of the document before is
 * not written again; the result is that of a new splitter. For one thread at a time.
 */
public final class SnapshotSplitter {

  private static final int MOST_BUCKETS = 4096;

  private Map<String, Written> before = Map.of();
  private Map<String, Written> now = new HashMap<>();
  private Map<String, Integer> hashesBefore = Map.of();
  private Map<String, Integer> hashesNow = new HashMap<>();

  /**
   * A bucket as it was written.
   *
   * @param entries all its entries, in their order
   */
  private record Written(List<ConfigurationEntry> entries, String text, BucketReference reference) {

    boolean fits() {
      return reference.bytes() <= Snapshot.BUCKET_LIMIT_BYTES;
    }

    /** Names of the APIs and subscriptions by which the entries of APIs are spread. */
    Set<String> owners() {
      Set<String> owners = new TreeSet<>();
      entries.forEach(
          entry -> owners.add(entry instanceof PolicyEntry policy ? policy.api() : entry.name()));
      return owners;
    }

    SnapshotTooLargeException tooLarge(String what) {
      return new SnapshotTooLargeException(what, reference.bytes(), entries);
    }

    boolean isOf(List<ConfigurationEntry> others) {
      if (entries.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < others.size(); i++) {
        if (entries.get(i) != others.get(i) && !entries.get(i).equals(others.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** What goes into a bucket. */
  private static final class Part {
    private final List<ApiEntry> apis = new ArrayList<>();
    private final List<PolicyEntry> policies = new ArrayList<>();
    private final List<SubscriptionEntry> subscriptions = new ArrayList<>();
    private final List<ConfigurationEntry> entries = new ArrayList<>();
  }

  /**
   * Splits a document.
   *
   * @param leastBuckets the number of API buckets of the active snapshot (1 where there is none),
   *     so that growth is kept and one edit changes one bucket
   * @throws SnapshotTooLargeException where one API or the shared part alone exceeds the limit of a
   *     bucket
   */
  public Snapshot split(ConfigurationDocument document, int leastBuckets) {
    before = now;
    hashesBefore = hashesNow;
    hashesNow = new HashMap<>(hashesBefore.size() * 2);
    int count = Math.max(1, Integer.highestOneBit(Math.max(1, leastBuckets)));
    while (true) {
      now = new HashMap<>();
      List<Written> buckets = apiBuckets(document, count);
      List<Written> tooLarge = buckets.stream().filter(bucket -> !bucket.fits()).toList();
      if (tooLarge.isEmpty()) {
        return assemble(document, count, buckets);
      }
      for (Written bucket : tooLarge) {
        if (count >= MOST_BUCKETS || bucket.owners().size() == 1) {
          throw bucket.tooLarge(
              "the API " + String.join(", ", bucket.owners()) + " and its policies");
        }
      }
      count *= 2;
    }
  }

  private Snapshot assemble(ConfigurationDocument document, int count, List<Written> apiBuckets) {
    List<Written> all = new ArrayList<>();
    Written shared = shared(document);
    if (!shared.fits()) {
      throw shared.tooLarge(
          "the backends, products, named values, fragments and policies of the whole instance");
    }
    all.add(shared);
    all.addAll(apiBuckets);
    Map<String, String> texts = new HashMap<>();
    all.forEach(bucket -> texts.put(bucket.reference().hash(), bucket.text()));
    Manifest manifest =
        new Manifest(
            document.schemaLevel(),
            document.instance(),
            count,
            all.stream().map(Written::reference).toList(),
            secrets(document));
    String text = CanonicalJson.text(manifest);
    String hash = CanonicalJson.sha256(text);
    return new Snapshot(hash, manifest, text, texts);
  }

  private static List<String> secrets(ConfigurationDocument document) {
    return document.secrets().stream().map(SecretReference::name).distinct().sorted().toList();
  }

  private Written shared(ConfigurationDocument document) {
    List<PolicyEntry> policies =
        document.policies().stream().filter(policy -> policy.api() == null).toList();
    List<ConfigurationEntry> entries = new ArrayList<>(document.backends());
    entries.addAll(policies);
    entries.addAll(document.products());
    entries.addAll(document.namedValues());
    entries.addAll(document.fragments());
    return written(
        SnapshotCodec.SHARED,
        entries,
        new SharedPart(
            document.backends(),
            policies,
            document.products(),
            document.namedValues(),
            document.fragments()));
  }

  private List<Written> apiBuckets(ConfigurationDocument document, int count) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new Part());
    }
    for (ApiEntry api : document.apis()) {
      Part part = parts.get(bucketOf(api.name(), count));
      part.apis.add(api);
      part.entries.add(api);
    }
    for (PolicyEntry policy : document.policies()) {
      if (policy.api() != null) {
        Part part = parts.get(bucketOf(policy.api(), count));
        part.policies.add(policy);
        part.entries.add(policy);
      }
    }
    for (SubscriptionEntry subscription : document.subscriptions()) {
      Part part = parts.get(bucketOf(subscription.name(), count));
      part.subscriptions.add(subscription);
      part.entries.add(subscription);
    }
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Part part = parts.get(i);
      if (!part.entries.isEmpty()) {
        written.add(
            written(
                "apis-" + i,
                part.entries,
                new ApiPart(part.apis, part.policies, part.subscriptions)));
      }
    }
    return written;
  }

  private Written written(String part, List<ConfigurationEntry> entries, Object content) {
    Written known = before.get(part);
    if (known == null || !known.isOf(entries)) {
      String text = CanonicalJson.text(content);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      known =
          new Written(
              entries, text, new BucketReference(part, CanonicalJson.sha256(bytes), bytes.length));
    }
    now.put(part, known);
    return known;
  }

  private int bucketOf(String name, int count) {
    Integer hash = hashesNow.get(name);
    if (hash == null) {
      hash = hashesBefore.get(name);
      hash = hash == null ? hash(name) : hash;
      hashesNow.put(name, hash);
    }
    return hash & (count - 1);
  }

  private static int hash(String name) {
    String hash = CanonicalJson.sha256(name);
    return Integer.parseUnsignedInt(hash.substring(0, 8), 16);
  }
}
