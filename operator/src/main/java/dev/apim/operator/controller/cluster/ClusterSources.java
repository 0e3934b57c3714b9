package dev.apim.operator.controller.cluster;

import dev.apim.api.v1alpha1.GatewayCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What makes a GatewayCluster be looked at again. */
final class ClusterSources {

  private static final String BY_SECRET = "secret";
  private static final String HELM_RELEASE = "helm.sh/release.v1";
  private static final String ZONE = "topology.kubernetes.io/zone";

  private ClusterSources() {}

  /** The kubeconfigs. Those of Helm, which are large and none of ours, are left out. */
  static EventSource<?, GatewayCluster> secrets(EventSourceContext<GatewayCluster> context) {
    IndexerResourceCache<GatewayCluster> cache = context.getPrimaryCache();
    cache.addIndexer(
        BY_SECRET,
        cluster ->
            secretOf(cluster)
                .map(name -> List.of(index(cluster.getMetadata().getNamespace(), name)))
                .orElse(List.of()));
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, GatewayCluster.class)
            .withName("kubeconfigs")
            .withSecondaryToPrimaryMapper(secret -> clustersOf(cache, secret))
            .withPrimaryToSecondaryMapper(ClusterSources::secretIds)
            .withNamespacesInheritedFromController()
            .withComparableResourceVersion(false)
            .withFieldSelector(
                new FieldSelectorBuilder().withoutField("type", HELM_RELEASE).build())
            .build(),
        context);
  }

  /** The zones of the own cluster's nodes. */
  static EventSource<?, GatewayCluster> nodes(
      EventSourceContext<GatewayCluster> context, ResourceID own) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Node.class, GatewayCluster.class)
            .withName("nodes")
            .withSecondaryToPrimaryMapper(node -> Set.of(own))
            .withWatchAllNamespaces()
            .withComparableResourceVersion(false)
            .withItemStore(
                new ReducedStateItemStore<>(
                    ReducedStateItemStore.NAME_KEY_STATE,
                    Node.class,
                    context.getClient().getKubernetesSerialization(),
                    "metadata.labels"))
            .withOnUpdateFilter((after, before) -> !Objects.equals(zone(after), zone(before)))
            .build(),
        context);
  }

  /** GatewayClusters that were deleted; a loop is not run for them. */
  static EventSource<?, GatewayCluster> deletions(
      EventSourceContext<GatewayCluster> context, Consumer<GatewayCluster> deleted) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(GatewayCluster.class, GatewayCluster.class)
            .withName("deleted-clusters")
            .withSecondaryToPrimaryMapper(cluster -> Set.of(ResourceID.fromResource(cluster)))
            .withNamespacesInheritedFromController()
            .withComparableResourceVersion(false)
            .withOnAddFilter(cluster -> false)
            .withOnUpdateFilter((after, before) -> false)
            .withOnDeleteFilter(
                (cluster, unknown) -> {
                  deleted.accept(cluster);
                  return false;
                })
            .build(),
        context);
  }

  static Optional<String> zone(Node node) {
    return Optional.ofNullable(node)
        .map(known -> known.getMetadata().getLabels())
        .map(labels -> labels.get(ZONE));
  }

  static Optional<String> secretOf(GatewayCluster cluster) {
    return Optional.ofNullable(cluster.getSpec().kubeconfigSecretRef())
        .map(reference -> reference.name());
  }

  private static Set<ResourceID> secretIds(HasMetadata cluster) {
    return secretOf((GatewayCluster) cluster)
        .map(name -> Set.of(new ResourceID(name, cluster.getMetadata().getNamespace())))
        .orElse(Set.of());
  }

  private static Set<ResourceID> clustersOf(
      IndexerResourceCache<GatewayCluster> cache, Secret secret) {
    String index = index(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
    return cache.byIndex(BY_SECRET, index).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static String index(String namespace, String name) {
    return namespace + "/" + name;
  }
}
