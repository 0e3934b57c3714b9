package dev.apim.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A deployment that spreads over zones, and what one asks about it and its nodes. */
final class TestWorkload {
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String NAME = "spread";

  private final Cluster cluster;
  private final String namespace;

  TestWorkload(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  void create(int replicas) {
    cluster.client().resource(deployment(replicas)).create();
  }

  private Deployment deployment(int replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .addToMatchLabels("app", NAME)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", NAME)
        .endMetadata()
        .withNewSpec()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey(ZONE)
        .withWhenUnsatisfiable("DoNotSchedule")
        .withNewLabelSelector()
        .addToMatchLabels("app", NAME)
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .addNewContainer()
        .withName("main")
        .withImage("apim.local/pause:1")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  List<Pod> awaitReadyPods(int count, Duration limit) {
    return await("ready pods")
        .atMost(limit)
        .until(() -> pods().stream().filter(TestWorkload::ready).toList(), p -> p.size() == count);
  }

  List<Pod> pods() {
    return cluster.client().pods().inNamespace(namespace).list().getItems();
  }

  /** Whether pods wait for their node to confirm their end. */
  boolean podsLeaving() {
    return pods().stream().anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
  }

  Map<String, Long> podsPerZone() {
    Map<String, String> zoneOfNode =
        nodes().stream()
            .collect(Collectors.toMap(n -> n.getMetadata().getName(), TestWorkload::zone));
    return pods().stream()
        .collect(
            Collectors.groupingBy(
                pod -> zoneOfNode.get(pod.getSpec().getNodeName()), Collectors.counting()));
  }

  Map<String, Long> readyNodesPerZone() {
    return nodes().stream()
        .filter(node -> readiness(node).equals("True"))
        .collect(Collectors.groupingBy(TestWorkload::zone, Collectors.counting()));
  }

  void awaitReadiness(String zone, String status) {
    await("zone " + zone + " " + status)
        .atMost(Duration.ofSeconds(40))
        .until(() -> readinessIn(zone).stream().allMatch(status::equals));
  }

  List<String> readinessIn(String zone) {
    return nodes().stream()
        .filter(node -> zone(node).equals(zone))
        .map(TestWorkload::readiness)
        .toList();
  }

  private List<Node> nodes() {
    return cluster.client().nodes().list().getItems();
  }

  private static String zone(Node node) {
    return node.getMetadata().getLabels().getOrDefault(ZONE, "none");
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static String readiness(Node node) {
    return node.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(condition -> condition.getStatus())
        .findFirst()
        .orElse("absent");
  }
}
