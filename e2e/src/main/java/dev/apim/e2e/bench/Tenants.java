package dev.apim.e2e.bench;

import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Many instances with ten one-unit locations each, ten instances to a namespace. */
final class Tenants {
  private static final int LOCATIONS_OF_INSTANCE = 10;
  private static final int INSTANCES_OF_NAMESPACE = 10;
  private static final int CLIENTS = 8;

  private final Cluster cluster;
  private final int locations;

  Tenants(Cluster cluster, int locations) {
    this.cluster = cluster;
    this.locations = locations;
  }

  int instances() {
    return divided(locations, LOCATIONS_OF_INSTANCE);
  }

  /** Writes them all. */
  void create() {
    IntStream.range(0, divided(instances(), INSTANCES_OF_NAMESPACE))
        .mapToObj(i -> new NamespaceBuilder().withNewMetadata().withName("tenants-" + i))
        .forEach(namespace -> cluster.client().resource(namespace.endMetadata().build()).create());
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      IntStream.range(0, instances()).forEach(i -> clients.execute(() -> create(instance(i))));
      IntStream.range(0, locations).forEach(i -> clients.execute(() -> create(location(i))));
      clients.shutdown();
      if (!clients.awaitTermination(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the locations were not written in five minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      clients.shutdownNow();
    }
  }

  private void create(HasMetadata object) {
    cluster.client().resource(object).create();
  }

  private static HasMetadata instance(int number) {
    return object(
        "ApiManagementInstance",
        "instance-" + number,
        number,
        Map.of(
            "tier",
            "Premium",
            "publisher",
            Map.of("name", "Contoso", "email", "apis@contoso.example"),
            "primaryLocation",
            "location-" + number * LOCATIONS_OF_INSTANCE));
  }

  private static HasMetadata location(int number) {
    int instance = number / LOCATIONS_OF_INSTANCE;
    return object(
        "GatewayLocation",
        "location-" + number,
        instance,
        Map.of(
            "instanceRef",
            Map.of("name", "instance-" + instance),
            "region",
            "West US",
            "units",
            1));
  }

  private static HasMetadata object(
      String kind, String name, int instance, Map<String, Object> spec) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion("apim.dev/v1alpha1");
    object.setKind(kind);
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("tenants-" + instance / INSTANCES_OF_NAMESPACE)
            .build());
    object.setAdditionalProperty("spec", spec);
    return object;
  }

  private static int divided(int number, int by) {
    return (number + by - 1) / by;
  }
}
