package dev.apim.operator.remote;

import dev.apim.api.config.SecretData;
import dev.apim.api.config.Snapshot;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.manifest.SnapshotParts;
import dev.apim.operator.manifest.ValueSecret;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The Secrets, buckets and manifests of a target. They are created, never deleted, and of those
 * that are there only names are read: the account that pushes needs no more. A part that was there
 * already is looked at again once the pointer names it, since until then the operator there may
 * collect it as garbage.
 */
final class TargetParts implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TargetParts.class);

  private final Connection connection;
  private final Map<InstanceKey, Set<String>> present = new ConcurrentHashMap<>();
  private final Map<InstanceKey, List<HasMetadata>> doubtful = new ConcurrentHashMap<>();
  private final Set<InstanceKey> lookedAfter = ConcurrentHashMap.newKeySet();
  private final SideBySide sideBySide;
  private final PartNames names;

  TargetParts(Connection connection) {
    this.connection = connection;
    this.names = new PartNames(connection);
    this.sideBySide = new SideBySide("parts-" + connection.key().identity());
  }

  /** Creates what is not known to be there. */
  void put(InstanceKey key, Snapshot snapshot, SecretData secrets) {
    Set<String> known = present.getOrDefault(key, Set.of());
    List<HasMetadata> existed = Collections.synchronizedList(new ArrayList<>());
    sideBySide.forEach(
        secrets.names().stream().filter(name -> !known.contains(name)).toList(),
        name -> create(ValueSecret.of(key.namespace(), key.name(), name, secrets.get(name))));
    sideBySide.forEach(
        SnapshotParts.of(key.namespace(), key.name(), snapshot, known),
        part -> {
          if (!create(part)) {
            existed.add(part);
          }
        });
    Set<String> now = new HashSet<>(SnapshotParts.names(key.name(), snapshot));
    now.addAll(secrets.names());
    present.put(key, now);
    doubtful.put(key, List.copyOf(existed));
  }

  /** Called after the pointer was written. */
  void confirm(InstanceKey key) {
    List<HasMetadata> parts = doubtful.remove(key);
    if (parts != null) {
      sideBySide.forEach(parts, this::create);
    }
  }

  /** Doubts that parts and Secrets are still there, of all instances. */
  void doubt() {
    lookedAfter.clear();
  }

  /** Makes again what is doubted and gone (B8). */
  void restore(InstanceKey key, Snapshot snapshot, SecretData secrets) {
    if (!lookedAfter.add(key)) {
      return;
    }
    try {
      restoreParts(key, snapshot);
      restoreSecrets(key, secrets);
    } catch (RuntimeException e) {
      lookedAfter.remove(key);
      throw e;
    }
  }

  /** Contents are immutable there, so that a part that has its name is as it was written. */
  private void restoreParts(InstanceKey key, Snapshot snapshot) {
    Set<String> there = names.of(key.name());
    if (!there.containsAll(SnapshotParts.names(key.name(), snapshot))) {
      sideBySide.forEach(
          SnapshotParts.of(key.namespace(), key.name(), snapshot, there),
          part -> {
            if (create(part)) {
              tell(key, part.getKind(), part.getMetadata().getName());
            }
          });
    }
  }

  /**
   * The account that pushes may not read any: an empty one that is created as a dry run tells by
   * its conflict that the name is taken.
   */
  private void restoreSecrets(InstanceKey key, SecretData secrets) {
    sideBySide.forEach(
        List.copyOf(secrets.names()),
        name -> {
          if (!isTaken(name)
              && create(ValueSecret.of(key.namespace(), key.name(), name, secrets.get(name)))) {
            tell(key, "Secret", name);
          }
        });
  }

  private static void tell(InstanceKey key, String kind, String name) {
    LOG.infof("%s/%s: %s %s was gone and is made again", key.namespace(), key.name(), kind, name);
  }

  private boolean isTaken(String name) {
    Secret probe = new SecretBuilder().withNewMetadata().withName(name).endMetadata().build();
    try {
      connection
          .client()
          .resource(probe)
          .inNamespace(connection.key().namespace())
          .dryRun()
          .create();
      return false;
    } catch (KubernetesClientException e) {
      if (Answers.isConflict(e)) {
        return true;
      }
      throw e;
    }
  }

  void forget(InstanceKey key) {
    present.remove(key);
    doubtful.remove(key);
  }

  @Override
  public void close() {
    sideBySide.close();
  }

  private boolean create(HasMetadata part) {
    try {
      connection.client().resource(part).inNamespace(connection.key().namespace()).create();
      return true;
    } catch (KubernetesClientException e) {
      if (Answers.isConflict(e)) {
        return false;
      }
      throw e;
    }
  }
}
