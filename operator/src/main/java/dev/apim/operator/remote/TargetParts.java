package dev.apim.operator.remote;

import dev.apim.api.config.SecretData;
import dev.apim.api.config.Snapshot;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.manifest.SnapshotParts;
import dev.apim.operator.manifest.ValueSecret;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Secrets, buckets and manifests of a target. They are created, never listed or deleted: the
 * account that pushes needs no more. A part that was there already is looked at again once the
 * pointer names it, since until then the operator there may collect it as garbage.
 */
final class TargetParts {

  private final Connection connection;
  private final Map<InstanceKey, Set<String>> present = new ConcurrentHashMap<>();
  private final Map<InstanceKey, List<HasMetadata>> doubtful = new ConcurrentHashMap<>();

  TargetParts(Connection connection) {
    this.connection = connection;
  }

  /** Creates what is not known to be there. */
  void put(InstanceKey key, Snapshot snapshot, SecretData secrets) {
    Set<String> known = present.getOrDefault(key, Set.of());
    List<HasMetadata> existed = new ArrayList<>();
    for (String name : secrets.names()) {
      if (!known.contains(name)) {
        create(ValueSecret.of(key.namespace(), key.name(), name, secrets.get(name)));
      }
    }
    for (HasMetadata part : SnapshotParts.of(key.namespace(), key.name(), snapshot, known)) {
      if (!create(part)) {
        existed.add(part);
      }
    }
    Set<String> now = new HashSet<>(SnapshotParts.names(key.name(), snapshot));
    now.addAll(secrets.names());
    present.put(key, now);
    doubtful.put(key, existed);
  }

  /** Called after the pointer was written. */
  void confirm(InstanceKey key) {
    List<HasMetadata> parts = doubtful.remove(key);
    if (parts != null) {
      parts.forEach(this::create);
    }
  }

  void forget(InstanceKey key) {
    present.remove(key);
    doubtful.remove(key);
  }

  private boolean create(HasMetadata part) {
    try {
      connection.client().resource(part).inNamespace(connection.key().namespace()).create();
      return true;
    } catch (KubernetesClientException e) {
      if (RemoteErrors.isConflict(e)) {
        return false;
      }
      throw e;
    }
  }
}
