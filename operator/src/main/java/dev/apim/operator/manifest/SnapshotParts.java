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
import java.util.List;
import java.util.Map;

/**
 * A snapshot as objects: its buckets, then its manifest, which is the order in which they are
 * written. Names are hashes of contents, so equal content is one object.
 */
public final class SnapshotParts {

  private SnapshotParts() {}

  /**
   * The objects of a snapshot, without a namespace.
   *
   * @param originNamespace namespace of the instance in the cluster that publishes
   */
  public static List<HasMetadata> of(String originNamespace, String instance, Snapshot snapshot) {
    Map<String, String> labels = PushScope.labels(originNamespace, instance);
    List<HasMetadata> parts = new ArrayList<>();
    snapshot
        .manifest()
        .buckets()
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
    parts.add(manifest(instance, snapshot, labels));
    return parts;
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
