package dev.apim.operator.controller.configuration;

import dev.apim.api.config.BucketReference;
import dev.apim.api.config.Gzip;
import dev.apim.api.config.Manifest;
import dev.apim.api.config.Snapshot;
import dev.apim.api.config.SnapshotCodec;
import dev.apim.api.config.SnapshotDamagedException;
import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ConfigurationBucket;
import dev.apim.api.v1alpha1.ConfigurationSnapshot;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.InlineSnapshot;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.manifest.Ownership;
import dev.apim.operator.manifest.SnapshotParts;
import dev.apim.operator.observe.Answers;
import dev.apim.operator.remote.SideBySide;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The buckets and manifests of this cluster. */
@ApplicationScoped
class LocalParts {

  private static final Logger LOG = Logger.getLogger(LocalParts.class);

  private final KubernetesClient client;
  private final SideBySide sideBySide = new SideBySide("parts");
  private final Map<InstanceKey, Set<String>> present = new ConcurrentHashMap<>();

  LocalParts(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Creates what is not known to be there and returns when all of it is. What a former primary
   * pushed here serves.
   *
   * @throws PartsOfPredecessorException where a part still belongs to a deleted instance of the
   *     same name
   */
  void put(ApiManagementInstance instance, Snapshot snapshot) {
    InstanceKey key = InstanceKeys.of(instance);
    Set<String> known = present.getOrDefault(key, Set.of());
    List<HasMetadata> missing = SnapshotParts.of(key.namespace(), key.name(), snapshot, known);
    for (HasMetadata part : missing) {
      part.getMetadata().setNamespace(key.namespace());
      part.getMetadata().setOwnerReferences(List.of(Ownership.byController(instance)));
    }
    sideBySide.forEach(missing, part -> create(instance, part));
    present.put(key, SnapshotParts.names(key.name(), snapshot));
  }

  /** Forgets what is there, after somebody deleted a part. */
  void forget(InstanceKey key) {
    present.remove(key);
  }

  /** The active snapshot; empty where a part is gone or damaged. */
  Optional<Snapshot> load(InstanceKey key, GatewayConfigurationSpec pointer) {
    InlineSnapshot inline = pointer.active().inline();
    if (inline == null) {
      return load(key, pointer.active().hash());
    }
    return read(key, () -> snapshot(pointer.active().hash(), inline.manifest(), inline.buckets()));
  }

  /** The snapshot of a hash; empty where a part is gone or damaged. */
  Optional<Snapshot> load(InstanceKey key, String hash) {
    return read(key, () -> loadParts(key, hash));
  }

  private static Optional<Snapshot> read(InstanceKey key, Supplier<Snapshot> snapshot) {
    try {
      return Optional.of(snapshot.get());
    } catch (SnapshotDamagedException e) {
      LOG.warnf(
          "a configuration of %s/%s cannot be read: %s",
          key.namespace(), key.name(), e.getMessage());
      return Optional.empty();
    }
  }

  @PreDestroy
  void close() {
    sideBySide.close();
  }

  private Snapshot loadParts(InstanceKey key, String hash) {
    ConfigurationSnapshot object =
        get(ConfigurationSnapshot.class, key, SnapshotParts.name(key.name(), hash));
    String manifestText = object == null ? null : object.getSpec().manifest();
    Manifest manifest = SnapshotCodec.manifest(hash, manifestText);
    Map<String, String> buckets = new HashMap<>();
    for (BucketReference reference : manifest.buckets()) {
      ConfigurationBucket bucket =
          get(ConfigurationBucket.class, key, SnapshotParts.name(key.name(), reference.hash()));
      if (bucket != null) {
        buckets.put(reference.hash(), Gzip.unpack(bucket.getSpec().gzip()));
      }
    }
    return snapshot(hash, manifestText, buckets);
  }

  private static Snapshot snapshot(String hash, String manifestText, Map<String, String> buckets) {
    SnapshotCodec.join(hash, manifestText, buckets);
    return new Snapshot(hash, SnapshotCodec.manifest(hash, manifestText), manifestText, buckets);
  }

  private <T extends HasMetadata> T get(Class<T> kind, InstanceKey key, String name) {
    return client.resources(kind).inNamespace(key.namespace()).withName(name).get();
  }

  private void create(ApiManagementInstance instance, HasMetadata part) {
    try {
      client.resource(part).create();
    } catch (KubernetesClientException e) {
      if (!Answers.isConflict(e)) {
        throw e;
      }
      HasMetadata there = client.resource(part).get();
      boolean pushed = there != null && !Ownership.isOfAny(there);
      if (!pushed && (there == null || !Ownership.isOf(instance, there))) {
        throw new PartsOfPredecessorException(part.getMetadata().getName());
      }
    }
  }
}
