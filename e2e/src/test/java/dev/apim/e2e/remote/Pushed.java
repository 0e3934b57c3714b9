package dev.apim.e2e.remote;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.region.Objects;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** An instance with a location in each of two clusters, as its user handles and sees it. */
final class Pushed {

  static final String NAMESPACE = "apim";
  private static final String API_VERSION = "apim.dev/v1alpha1";
  static final Duration LIMIT = Duration.ofSeconds(20);

  private final String name;
  private final Cluster primary;
  private final Cluster secondary;
  private String hosting = "Managed";
  private String backend = "http://backend.example";

  Pushed(String name, Cluster primary, Cluster secondary) {
    this.name = name;
    this.primary = primary;
    this.secondary = secondary;
  }

  String name() {
    return name;
  }

  /** Without pods: for gateways that a test starts. */
  Pushed selfHosted() {
    hosting = "SelfHosted";
    return this;
  }

  /** Where its Apis lead. */
  Pushed backend(URI url) {
    backend = url.toString();
    return this;
  }

  Objects here() {
    return new Objects(primary, NAMESPACE);
  }

  Objects there() {
    return new Objects(secondary, NAMESPACE);
  }

  String near() {
    return name + "-near";
  }

  String far() {
    return name + "-far";
  }

  /** Applies the instance, its locations and one Api, and waits until both clusters have it. */
  Pushed apply() {
    here()
        .apply(
            instance()
                + location(near(), "westus", 3)
                + location(far(), "eastasia", 3)
                + api("one", "one"))
        .orThrow();
    // the first revision may be one without the Api
    awaitArrivalOf(name + "-one");
    return this;
  }

  /** Waits until the operator of each cluster has made what its location needs, and said so. */
  Pushed awaitTaken() {
    here().awaitCondition("GatewayLocation", near(), "Accepted", "True", "", LIMIT);
    there().awaitCondition("GatewayLocation", far(), "Accepted", "True", "", LIMIT);
    return this;
  }

  String instance() {
    return """
        ---
        apiVersion: apim.dev/v1alpha1
        kind: ApiManagementInstance
        metadata: {name: %s}
        spec:
          tier: Premium
          publisher: {name: Contoso, email: apis@contoso.example}
          primaryLocation: %s
        """
        .formatted(name, near());
  }

  String location(String location, String cluster, int units) {
    return """
        ---
        apiVersion: apim.dev/v1alpha1
        kind: GatewayLocation
        metadata: {name: %s}
        spec:
          instanceRef: {name: %s}
          region: %s
          cluster: %s
          units: %d
          hosting: %s
        """
        .formatted(location, name, cluster, cluster, units, hosting);
  }

  String api(String suffix, String path) {
    return """
        ---
        apiVersion: apim.dev/v1alpha1
        kind: Api
        metadata: {name: %s-%s}
        spec:
          instanceRef: {name: %s}
          path: %s
          backend: {type: Url, url: "%s"}
        """
        .formatted(name, suffix, name, path, backend);
  }

  JsonNode pointerHere() {
    return here().get("GatewayConfiguration", name);
  }

  JsonNode pointerThere() {
    return there().get("GatewayConfiguration", name);
  }

  /** Waits until the primary has published that many revisions or more. */
  void awaitSequence(long sequence) {
    await().atMost(LIMIT).until(() -> sequence(primary) >= sequence);
  }

  /** Waits until both clusters have the same pointer. */
  void awaitSame() {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              Object here = spec(primary);
              return here != null && here.equals(spec(secondary));
            });
  }

  /** Waits until both clusters have a pointer with that in it. */
  void awaitArrivalOf(String text) {
    await(text + " in both clusters")
        .atMost(LIMIT)
        .until(() -> Published.content(pointerHere()).contains(text));
    awaitSame();
  }

  /** Sequence of the pointer in a cluster; 0 where there is none. */
  long sequence(Cluster cluster) {
    return spec(cluster) instanceof Map<?, ?> spec && spec.get("fence") instanceof Map<?, ?> fence
        ? ((Number) fence.get("sequence")).longValue()
        : 0;
  }

  private Object spec(Cluster cluster) {
    GenericKubernetesResource pointer =
        cluster
            .client()
            .genericKubernetesResources(API_VERSION, "GatewayConfiguration")
            .inNamespace(NAMESPACE)
            .withName(name)
            .get();
    return pointer == null ? null : pointer.getAdditionalProperties().get("spec");
  }
}
