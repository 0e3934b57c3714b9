package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ConfigurationBucket;
import dev.apim.api.v1alpha1.ConfigurationSnapshot;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.operator.domain.sync.GarbagePlanner;
import dev.apim.operator.domain.sync.GarbagePlanner.Part;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.SnapshotParts;
import dev.apim.operator.manifest.ValueSecret;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Deletes snapshots and buckets of this cluster, and only of this cluster. */
@ApplicationScoped
class Garbage {

  private static final Logger LOG = Logger.getLogger(Garbage.class);
  private static final long PAGE = 20;

  private final KubernetesClient client;

  Garbage(KubernetesClient client) {
    this.client = client;
  }

  /** Deletes what nobody needs any more, after a live read of the pointer. */
  void collect(InstanceKey key) {
    GatewayConfiguration pointer =
        client
            .resources(GatewayConfiguration.class)
            .inNamespace(key.namespace())
            .withName(key.name())
            .get();
    if (pointer == null) {
      return;
    }
    List<Part> parts = new ArrayList<>(snapshots(key));
    parts.addAll(buckets(key));
    Set<String> garbage = GarbagePlanner.plan(pointer.getSpec(), parts, Instant.now());
    parts.stream().filter(part -> garbage.contains(part.hash())).forEach(part -> delete(key, part));
    GarbagePlanner.secrets(pointer.getSpec(), parts).ifPresent(named -> collectSecrets(key, named));
    if (!garbage.isEmpty()) {
      LOG.infof(
          "%s/%s: %d parts of old revisions deleted", key.namespace(), key.name(), garbage.size());
    }
  }

  /** Deletes all parts of an instance, after its pointer was given up. */
  void collectAll(InstanceKey key) {
    snapshots(key).forEach(part -> delete(key, part));
    buckets(key).forEach(part -> delete(key, part));
    secrets(key).list().getItems().forEach(secret -> delete(key, secret));
  }

  /** Values that no kept revision names. */
  private void collectSecrets(InstanceKey key, Set<String> named) {
    Instant now = Instant.now();
    for (Secret secret : secrets(key).list().getItems()) {
      String name = secret.getMetadata().getName();
      Instant created = Instant.parse(secret.getMetadata().getCreationTimestamp());
      if (!named.contains(name) && !GarbagePlanner.isYoung(created, now)) {
        delete(key, secret);
        LOG.infof("%s/%s: values of old revisions deleted", key.namespace(), key.name());
      }
    }
  }

  private void delete(InstanceKey key, Secret secret) {
    client.secrets().inNamespace(key.namespace()).withName(secret.getMetadata().getName()).delete();
  }

  private FilterWatchListDeletable<Secret, SecretList, Resource<Secret>> secrets(InstanceKey key) {
    return client
        .secrets()
        .inNamespace(key.namespace())
        .withLabel(Labels.COMPONENT, ValueSecret.COMPONENT)
        .withLabel(PushScope.INSTANCE, key.name());
  }

  private List<Part> snapshots(InstanceKey key) {
    return list(
        key,
        ConfigurationSnapshot.class,
        snapshot ->
            part(snapshot, snapshot.getSpec().hash(), Optional.of(snapshot.getSpec().manifest())));
  }

  private List<Part> buckets(InstanceKey key) {
    return list(
        key,
        ConfigurationBucket.class,
        bucket -> part(bucket, bucket.getSpec().hash(), Optional.empty()));
  }

  private static Part part(HasMetadata object, String hash, Optional<String> manifest) {
    return new Part(hash, Instant.parse(object.getMetadata().getCreationTimestamp()), manifest);
  }

  private <T extends HasMetadata> List<Part> list(
      InstanceKey key, Class<T> kind, Function<T, Part> part) {
    List<Part> parts = new ArrayList<>();
    String next = null;
    do {
      KubernetesResourceList<T> page =
          client
              .resources(kind)
              .inNamespace(key.namespace())
              .withLabel(PushScope.INSTANCE, key.name())
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().stream().map(part).forEach(parts::add);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return parts;
  }

  private void delete(InstanceKey key, Part part) {
    Class<? extends HasMetadata> kind =
        part.manifest().isPresent() ? ConfigurationSnapshot.class : ConfigurationBucket.class;
    client
        .resources(kind)
        .inNamespace(key.namespace())
        .withName(SnapshotParts.name(key.name(), part.hash()))
        .delete();
  }
}
