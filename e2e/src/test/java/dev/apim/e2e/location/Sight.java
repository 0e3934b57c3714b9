package dev.apim.e2e.location;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Optional;

/**
 * The locations named west and their units in every namespace, as watches tell of them: many who
 * wait cost the API server nothing. It may be a moment behind.
 */
final class Sight implements AutoCloseable {

  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<GatewayLocation> locations;

  Sight(KubernetesClient client) {
    this.deployments =
        client
            .apps()
            .deployments()
            .inAnyNamespace()
            .withLabel("apim.dev/location", Town.LOCATION)
            .inform();
    this.locations = client.resources(GatewayLocation.class).inAnyNamespace().inform();
  }

  /** Deployments that are not on their way out. */
  List<Deployment> deployments(String namespace) {
    return deployments.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace).stream()
        .filter(Sight::stays)
        .toList();
  }

  /**
   * The location of a namespace.
   *
   * @param generation that it must have at least; empty while a watch has not told of that
   */
  Optional<GatewayLocation> location(String namespace, long generation) {
    return Optional.ofNullable(
            locations.getIndexer().getByKey(Cache.namespaceKeyFunc(namespace, Town.LOCATION)))
        .filter(location -> location.getMetadata().getGeneration() >= generation);
  }

  private static boolean stays(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() == null;
  }

  @Override
  public void close() {
    deployments.close();
    locations.close();
  }
}
