package dev.apim.e2e.bench;

import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** One instance with a self-hosted location and any number of APIs of three operations each. */
final class ApiSet {

  static final String NAMESPACE = "many-apis";
  static final String INSTANCE = "contoso";

  private static final int CLIENTS = 8;

  private final Cluster cluster;
  private int apis;

  ApiSet(Cluster cluster) {
    this.cluster = cluster;
  }

  void createInstance() {
    create(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build());
    create(
        object(
            "ApiManagementInstance",
            INSTANCE,
            Map.of("tier", "Premium", "publisher", Map.of("name", "C", "email", "a@c.example"))));
    create(
        object(
            "GatewayLocation",
            "solo",
            Map.of("instanceRef", named(), "region", "Solo", "hosting", "SelfHosted")));
  }

  /** Makes APIs until there are so many. */
  void grow(int wanted) {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      IntStream.range(apis, wanted)
          .forEach(i -> clients.execute(() -> create(object("Api", "api-" + i, spec(i, 0)))));
      clients.shutdown();
      if (!clients.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the APIs were not written in ten minutes");
      }
      apis = wanted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      clients.shutdownNow();
    }
  }

  /** Gives an API another backend. */
  void edit(int api, int version) {
    cluster
        .client()
        .genericKubernetesResources("apim.dev/v1alpha1", "Api")
        .inNamespace(NAMESPACE)
        .withName("api-" + api)
        .edit(
            object -> {
              object.setAdditionalProperty("spec", spec(api, version));
              return object;
            });
  }

  private static Map<String, Object> spec(int api, int version) {
    return Map.of(
        "instanceRef",
        named(),
        "path",
        "team-" + api % 50 + "/api-" + api,
        "backend",
        Map.of("type", "Url", "url", "http://backend-" + api + ".example/v" + version),
        "operations",
        List.of(
            operation("list", "GET", "/orders"),
            operation("get", "GET", "/orders/{id}"),
            operation("add", "POST", "/orders")));
  }

  private static Map<String, Object> operation(String name, String method, String template) {
    return Map.of("name", name, "method", method, "urlTemplate", template);
  }

  private static Map<String, Object> named() {
    return Map.of("name", INSTANCE);
  }

  private void create(HasMetadata object) {
    cluster.client().resource(object).create();
  }

  private static HasMetadata object(String kind, String name, Map<String, Object> spec) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion("apim.dev/v1alpha1");
    object.setKind(kind);
    object.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    object.setAdditionalProperty("spec", spec);
    return object;
  }
}
