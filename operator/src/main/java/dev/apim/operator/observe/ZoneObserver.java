package dev.apim.operator.observe;

import dev.apim.operator.domain.status.PodFacts;
import dev.apim.operator.domain.zone.ZoneObservation;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Nodes as zones, and pods in them. */
public final class ZoneObserver {

  private final Map<String, String> zoneByNode = new HashMap<>();
  private final Map<String, List<Node>> nodesByZone;

  /**
   * @param nodes all nodes of the cluster
   */
  public ZoneObserver(Collection<Node> nodes) {
    this.nodesByZone =
        nodes.stream()
            .filter(node -> zone(node) != null)
            .collect(Collectors.groupingBy(ZoneObserver::zone, TreeMap::new, Collectors.toList()));
    nodes.forEach(node -> zoneByNode.put(node.getMetadata().getName(), zone(node)));
  }

  /** Values of the zone label. */
  public Set<String> zones() {
    return Set.copyOf(nodesByZone.keySet());
  }

  /** What is seen of each zone. */
  public List<ZoneObservation> observe(Collection<PodFacts> pods) {
    return nodesByZone.entrySet().stream()
        .map(
            entry ->
                new ZoneObservation(
                    entry.getKey(),
                    entry.getValue().size(),
                    (int) entry.getValue().stream().filter(ZoneObserver::ready).count(),
                    (int) entry.getValue().stream().filter(ZoneObserver::schedulable).count(),
                    (int) pods.stream().filter(p -> entry.getKey().equals(p.zoneLabel())).count(),
                    (int)
                        pods.stream()
                            .filter(p -> p.ready() && entry.getKey().equals(p.zoneLabel()))
                            .count()))
        .toList();
  }

  /** Gateway pods, without those that are going or have ended. */
  public List<PodFacts> pods(Collection<Pod> pods) {
    return pods.stream().filter(ZoneObserver::alive).map(this::pod).toList();
  }

  private PodFacts pod(Pod pod) {
    String node = pod.getSpec().getNodeName();
    String zone = node == null ? null : zoneByNode.get(node);
    if (zone == null && node != null) {
      zone = pod.getMetadata().getLabels().get(Labels.NODE_ZONE);
    }
    return new PodFacts(
        pod.getMetadata().getName(),
        pod.getMetadata().getLabels().get(Labels.UNIT),
        zone,
        isReady(pod),
        PodBlockage.of(pod).orElse(null),
        PodScheduling.refusedSince(pod).orElse(null));
  }

  private static boolean alive(Pod pod) {
    String phase = pod.getStatus() == null ? "Pending" : pod.getStatus().getPhase();
    return pod.getMetadata().getDeletionTimestamp() == null
        && !"Succeeded".equals(phase)
        && !"Failed".equals(phase);
  }

  /** Whether a pod takes requests. */
  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /** Whether a node is ready. */
  static boolean ready(Node node) {
    return node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static boolean schedulable(Node node) {
    return ready(node) && !Boolean.TRUE.equals(node.getSpec().getUnschedulable());
  }

  /** Value of a node's zone label; null where it has none. */
  static String zone(Node node) {
    return node.getMetadata().getLabels().get(Labels.NODE_ZONE);
  }
}
