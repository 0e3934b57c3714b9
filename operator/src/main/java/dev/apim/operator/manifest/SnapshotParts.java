package dev.apim.operator.manifest;

import dev.apim.api.config.Gzip;
import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ConfigurationBucket;
import dev.apim.api.v1alpha1.ConfigurationBucketSpec;
import dev.apim.api.v1alpha1.ConfigurationSnapshot;
import dev.apim.api.v1alpha1.ConfigurationSnapshotSpec;
import dev.apim.api.v1alpha1.LocalReference;
import dev.apim.operator.domain.sync.PushScope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A snapshot as objects: its buckets, then its manifest, which is the order in which they are
 * written. Names are hashes of contents, so equal content is one object.
 */
public final class SnapshotParts {

  private SnapshotParts() {}

  /**
   * The objects of a snapshot, without a namespace.
   *
   * @param known names of those that are not asked for, since packing them takes a while
   * @param originNamespace namespace of the instance in the cluster that publishes
   */
  public static List<HasMetadata> of(
      String originNamespace, String instance, Snapshot snapshot, Set<String> known) {
    Map<String, String> labels = PushScope.labels(originNamespace, instance);
    List<HasMetadata> parts = new ArrayList<>();
    snapshot.manifest().buckets().stream()
        .filter(reference -> !known.contains(name(instance, reference.hash())))
        .forEach(
            reference -> {
              String text = snapshot.buckets().get(reference.hash());
              ConfigurationBucket bucket = new ConfigurationBucket();
              bucket.setMetadata(metadata(name(instance, reference.hash()), labels));
              bucket.setSpec(
                  new ConfigurationBucketSpec(
                      new LocalReference(instance),
                      reference.hash(),
                      reference.bytes(),
                      Gzip.pack(text)));
              parts.add(bucket);
            });
    if (!known.contains(name(instance, snapshot.hash()))) {
      parts.add(manifest(instance, snapshot, labels));
    }
    return parts;
  }

  /** The names of all objects of a snapshot. */
  public static Set<String> names(String instance, Snapshot snapshot) {
    Set<String> names = new HashSet<>();
    snapshot.manifest().buckets().forEach(bucket -> names.add(name(instance, bucket.hash())));
    names.add(name(instance, snapshot.hash()));
    return names;
  }

  /** Name of the object of a bucket or manifest. */
  public static String name(String instance, String hash) {
    return instance + "-" + hash;
  }

  private static ConfigurationSnapshot manifest(
      String instance, Snapshot snapshot, Map<String, String> labels) {
    ConfigurationSnapshot object = new ConfigurationSnapshot();
    object.setMetadata(metadata(name(instance, snapshot.hash()), labels));
    object.setSpec(
        new ConfigurationSnapshotSpec(
            new LocalReference(instance),
            snapshot.hash(),
            snapshot.manifest().schemaLevel(),
            snapshot.manifest().buckets().size(),
            snapshot.manifestText()));
    return object;
  }

  private static ObjectMeta metadata(String name, Map<String, String> labels) {
    return new ObjectMetaBuilder().withName(name).withLabels(labels).build();
  }
}
