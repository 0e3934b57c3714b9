package dev.apim.e2e.location;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Cordons nodes and evicts the gateways of one namespace from them, as kubectl drain does. */
final class Drain {

  private final Cluster cluster;
  private final String namespace;

  Drain(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  List<String> nodes() {
    return cluster.client().nodes().list().getItems().stream()
        .map(node -> node.getMetadata().getName())
        .sorted()
        .toList();
  }

  List<String> nodesOf(String zone) {
    return cluster
        .client()
        .nodes()
        .withLabel("topology.kubernetes.io/zone", zone)
        .list()
        .getItems()
        .stream()
        .map(node -> node.getMetadata().getName())
        .toList();
  }

  /** Nodes that gateways run on. */
  List<String> nodesInUse() {
    return pods(nodes()).stream().map(pod -> pod.getSpec().getNodeName()).distinct().toList();
  }

  /** How many pods have no node. */
  long waiting() {
    return cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getSpec().getNodeName() == null)
        .count();
  }

  String zoneOf(String node) {
    return cluster
        .client()
        .nodes()
        .withName(node)
        .get()
        .getMetadata()
        .getLabels()
        .get("topology.kubernetes.io/zone");
  }

  void cordon(String name, boolean unschedulable) {
    cluster
        .client()
        .nodes()
        .withName(name)
        .edit(
            (Node node) ->
                new NodeBuilder(node)
                    .editSpec()
                    .withUnschedulable(unschedulable)
                    .endSpec()
                    .build());
  }

  /** Asks for every pod of a node again and again, as long as budgets refuse. */
  void empty(String node) {
    await(node + " is empty")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              evictOnce(List.of(node));
              return pods(List.of(node)).isEmpty();
            });
  }

  /** Asks once for every pod of some nodes; a budget may refuse. Returns how many go. */
  int evictOnce(Collection<String> nodes) {
    return (int)
        pods(nodes).stream()
            .map(pod -> pod.getMetadata().getName())
            .filter(pod -> cluster.client().pods().inNamespace(namespace).withName(pod).evict())
            .count();
  }

  private List<Pod> pods(Collection<String> nodes) {
    return cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .filter(pod -> nodes.contains(pod.getSpec().getNodeName()))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }
}
