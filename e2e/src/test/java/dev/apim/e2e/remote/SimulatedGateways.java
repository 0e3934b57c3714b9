package dev.apim.e2e.remote;

import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The pods of a location on simulated nodes, for which the test says what gateways would say. */
final class SimulatedGateways {

  private static final int LEASE_SECONDS = 150;

  private final Cluster cluster;
  private final Pushed pushed;
  private final String location;

  SimulatedGateways(Cluster cluster, Pushed pushed, String location) {
    this.cluster = cluster;
    this.pushed = pushed;
    this.location = location;
  }

  /** Ready pods. */
  int ready() {
    return (int) pods().stream().filter(SimulatedGateways::isReady).count();
  }

  /** Lets every ready pod serve the active revision; returns how many there are. */
  int acknowledge() {
    String hash =
        pushed.here().get("GatewayConfiguration", pushed.name()).at("/spec/active/hash").asText();
    List<Pod> ready = pods().stream().filter(SimulatedGateways::isReady).toList();
    ready.forEach(
        pod -> cluster.client().resource(lease(pod, hash)).createOr(known -> known.update()));
    return ready.size();
  }

  /** Whether neither pods nor what belongs to them is there. */
  boolean isGone() {
    return pods().isEmpty()
        && cluster
            .client()
            .apps()
            .deployments()
            .inNamespace(Pushed.NAMESPACE)
            .withLabels(labels())
            .list()
            .getItems()
            .isEmpty()
        && cluster
                .client()
                .serviceAccounts()
                .inNamespace(Pushed.NAMESPACE)
                .withName(location + "-gateway")
                .get()
            == null
        && cluster
            .client()
            .services()
            .inNamespace(Pushed.NAMESPACE)
            .withLabels(labels())
            .list()
            .getItems()
            .isEmpty();
  }

  private List<Pod> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(Pushed.NAMESPACE)
        .withLabels(labels())
        .list()
        .getItems();
  }

  private Map<String, String> labels() {
    return Map.of("apim.dev/location", location);
  }

  private static boolean isReady(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private Lease lease(Pod pod, String hash) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(pod.getMetadata().getName())
        .withNamespace(Pushed.NAMESPACE)
        .addToLabels("apim.dev/instance", pushed.name())
        .addToLabels("apim.dev/location", location)
        .addToLabels("apim.dev/component", "gateway")
        .addToAnnotations("apim.dev/revision", hash)
        .addToAnnotations("apim.dev/activated-at", Instant.now().toString())
        .addNewOwnerReference()
        .withApiVersion("v1")
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(pod.getMetadata().getName())
        .withLeaseDurationSeconds(LEASE_SECONDS)
        .withRenewTime(Instant.now().atZone(ZoneOffset.UTC))
        .endSpec()
        .build();
  }
}
