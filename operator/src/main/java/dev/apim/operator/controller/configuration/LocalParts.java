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
import dev.apim.operator.manifest.SnapshotParts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The buckets and manifests of this cluster. */
@ApplicationScoped
class LocalParts {

  private static final Logger LOG = Logger.getLogger(LocalParts.class);
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Map<InstanceKey, Set<String>> present = new ConcurrentHashMap<>();

  LocalParts(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Creates what is not known to be there, buckets first.
   *
   * @throws PartsOfPredecessorException where a part still belongs to a deleted instance of the
   *     same name
   */
  void put(ApiManagementInstance instance, Snapshot snapshot) {
    InstanceKey key = InstanceKeys.of(instance);
    Set<String> known = present.getOrDefault(key, Set.of());
    for (HasMetadata part : SnapshotParts.of(key.namespace(), key.name(), snapshot, known)) {
      part.getMetadata().setNamespace(key.namespace());
      part.getMetadata().setOwnerReferences(List.of(Owners.of(instance)));
      create(instance, part);
    }
    present.put(key, SnapshotParts.names(key.name(), snapshot));
  }

  /** Forgets what is there, after somebody deleted a part. */
  void forget(InstanceKey key) {
    present.remove(key);
  }

  /** The active snapshot; empty where a part is gone or damaged. */
  Optional<Snapshot> load(InstanceKey key, GatewayConfigurationSpec pointer) {
    String hash = pointer.active().hash();
    try {
      InlineSnapshot inline = pointer.active().inline();
      return Optional.of(
          inline != null
              ? snapshot(hash, inline.manifest(), inline.buckets())
              : loadParts(key, hash));
    } catch (SnapshotDamagedException e) {
      LOG.warnf(
          "the active configuration of %s/%s cannot be read, it is made anew: %s",
          key.namespace(), key.name(), e.getMessage());
      return Optional.empty();
    }
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
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      HasMetadata there = client.resource(part).get();
      if (there == null || !Owners.isOwnedBy(there, instance)) {
        throw new PartsOfPredecessorException(part.getMetadata().getName());
      }
    }
  }
}
