package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Handover;
import dev.apim.api.v1alpha1.Origin;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PublicationPlan;
import dev.apim.operator.domain.sync.PublicationPlanner;
import dev.apim.operator.domain.sync.PublicationRequest;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.manifest.Ownership;
import dev.apim.operator.remote.OwnCluster;
import dev.apim.operator.remote.RemoteClusters;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The pointers of this cluster, read live and written by compare-and-swap. */
@ApplicationScoped
class Pointers {

  private final KubernetesClient client;
  private final RemoteClusters clusters;
  private final OwnCluster own;

  Pointers(KubernetesClient client, RemoteClusters clusters, OwnCluster own) {
    this.client = client;
    this.clusters = clusters;
    this.own = own;
  }

  /**
   * The pointer of an instance, read live.
   *
   * @throws PartsOfPredecessorException where it is that of a deleted instance of the same name
   */
  Optional<GatewayConfiguration> read(ApiManagementInstance instance) {
    InstanceKey key = InstanceKeys.of(instance);
    GatewayConfiguration pointer =
        client
            .resources(GatewayConfiguration.class)
            .inNamespace(key.namespace())
            .withName(key.name())
            .get();
    if (pointer != null && Ownership.isOfAny(pointer) && !Ownership.isOf(instance, pointer)) {
      throw new PartsOfPredecessorException("GatewayConfiguration " + key.name());
    }
    return Optional.ofNullable(pointer);
  }

  /**
   * Moves the pointer, if it still is as it was read.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 where it is not
   */
  void write(
      ApiManagementInstance instance,
      Optional<GatewayConfiguration> before,
      GatewayConfigurationSpec spec) {
    InstanceKey key = InstanceKeys.of(instance);
    GatewayConfiguration pointer = new GatewayConfiguration();
    pointer.setMetadata(
        new ObjectMetaBuilder()
            .withName(key.name())
            .withNamespace(key.namespace())
            .withLabels(PushScope.labels(key.namespace(), key.name()))
            .withOwnerReferences(List.of(Ownership.byController(instance)))
            .withResourceVersion(
                before.map(there -> there.getMetadata().getResourceVersion()).orElse(null))
            .build());
    pointer.setSpec(spec);
    if (before.isPresent()) {
      client.resource(pointer).update();
    } else {
      client.resource(pointer).create();
    }
  }

  /**
   * What the pointer becomes with a candidate.
   *
   * @param before the pointer as it was read
   * @param epoch the epoch that this cluster begins, where it takes over
   * @param handover the token of the last revision, where another cluster publishes from then on
   */
  PublicationPlan plan(
      ApiManagementInstance instance,
      Optional<GatewayConfiguration> before,
      Candidate candidate,
      Optional<Long> epoch,
      Optional<Handover> handover) {
    Origin origin = instance.getSpec().origin();
    String lineage = origin == null ? instance.getMetadata().getUid() : origin.lineage();
    return PublicationPlanner.plan(
        new PublicationRequest(
            instance.getMetadata().getName(),
            lineage,
            own.identity(),
            before.map(GatewayConfiguration::getSpec),
            before.isPresent() ? Optional.empty() : newestInTargets(instance, lineage),
            candidate.snapshot(),
            candidate.changes(),
            epoch,
            handover,
            Instant.now()));
  }

  /** The highest numbers of a lineage that other clusters hold. */
  private Optional<Fence> newestInTargets(ApiManagementInstance instance, String lineage) {
    return clusters.views().stream()
        .map(view -> view.pointers().get(instance.getMetadata().getName()))
        .filter(Objects::nonNull)
        .map(seen -> seen.spec().fence())
        .filter(fence -> fence.lineage().equals(lineage) && fence.holder().equals(own.identity()))
        .max(Comparator.comparing(Fence::epoch).thenComparing(Fence::sequence));
  }
}
