package dev.apim.e2e.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fewest ready replicas that each zone had at any moment, as a watch on the pods tells. */
public final class PodWatch implements Watcher<Pod>, AutoCloseable {
  private final Map<String, String> zones;
  private final Map<String, String> ready = new HashMap<>();
  private final Map<String, Integer> lowest = new TreeMap<>();
  private final Watch watch;
  private boolean measuring;

  /** Watches the pods of a namespace. */
  public PodWatch(Cluster cluster, String namespace) {
    zones = zoneByNode(cluster);
    watch = cluster.client().pods().inNamespace(namespace).watch(this);
  }

  /** Values of the zone label. */
  public static Map<String, String> zoneByNode(Cluster cluster) {
    return cluster.client().nodes().list().getItems().stream()
        .collect(
            Collectors.toMap(
                node -> node.getMetadata().getName(),
                node ->
                    node.getMetadata()
                        .getLabels()
                        .getOrDefault("topology.kubernetes.io/zone", "")));
  }

  /** Whether it takes requests and is not on its way out. */
  public static boolean isReady(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /** From now on what is fewest counts. */
  public synchronized void measure() {
    measuring = true;
    lowest.clear();
    lowest.putAll(count());
  }

  @Override
  public synchronized void eventReceived(Action action, Pod pod) {
    String name = pod.getMetadata().getName();
    if (action != Action.DELETED && isReady(pod)) {
      ready.put(name, zones.get(pod.getSpec().getNodeName()));
    } else {
      ready.remove(name);
    }
    if (measuring) {
      Map<String, Integer> now = count();
      lowest.replaceAll((zone, fewest) -> Math.min(fewest, now.getOrDefault(zone, 0)));
    }
  }

  /** Ready replicas by zone now; a zone that has none is absent. */
  public synchronized Map<String, Integer> now() {
    return count();
  }

  private Map<String, Integer> count() {
    Map<String, Integer> counts = new TreeMap<>();
    ready.values().forEach(zone -> counts.merge(zone, 1, Integer::sum));
    return counts;
  }

  /** Fewest by zone since {@link #measure}, of the zones that had any then. */
  public synchronized Map<String, Integer> lowest() {
    return new TreeMap<>(lowest);
  }

  @Override
  public void onClose(WatcherException cause) {
    throw new IllegalStateException("the watch ended", cause);
  }

  @Override
  public void close() {
    watch.close();
  }
}
