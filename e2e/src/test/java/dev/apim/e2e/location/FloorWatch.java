package dev.apim.e2e.location;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sees every change of every gateway pod in the order in which the API server made it, and notes
 * each moment at which a namespace has fewer ready replicas than it is promised. A pod that is told
 * to end no longer counts.
 */
final class FloorWatch implements ResourceEventHandler<Pod>, AutoCloseable {

  private record Replica(String unit, String zone) {}

  /** The least that is promised: in each zone, in all, and how many units serve at all. */
  record Floor(Map<String, Integer> zones, int total, int units) {}

  private final Map<String, String> zoneByNode;
  private final Map<String, Map<String, Replica>> ready = new HashMap<>();
  private final Map<String, Replacements> replacements = new HashMap<>();
  private final Map<String, Floor> floors = new HashMap<>();
  private final Map<String, List<String>> breaches = new TreeMap<>();
  private final SharedIndexInformer<Pod> informer;
  private long events;

  FloorWatch(KubernetesClient client) {
    this.zoneByNode =
        client.nodes().list().getItems().stream()
            .collect(
                Collectors.toMap(
                    node -> node.getMetadata().getName(),
                    node -> node.getMetadata().getLabels().get("topology.kubernetes.io/zone")));
    this.informer =
        client.pods().inAnyNamespace().withLabel("apim.dev/location", "west").inform(this);
  }

  @Override
  public void onAdd(Pod pod) {
    seen(pod);
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    seen(pod);
  }

  @Override
  public synchronized void onDelete(Pod pod, boolean unknown) {
    replacements(pod.getMetadata().getNamespace()).onDelete(pod, unknown);
    if (of(pod).remove(pod.getMetadata().getName()) != null) {
      check(pod.getMetadata().getNamespace(), "deleted " + pod.getMetadata().getName());
    }
  }

  private synchronized void seen(Pod pod) {
    events++;
    replacements(pod.getMetadata().getNamespace()).onAdd(pod);
    String name = pod.getMetadata().getName();
    boolean serves = pod.getMetadata().getDeletionTimestamp() == null && Fleet.isReady(pod);
    if (serves) {
      String unit = pod.getMetadata().getLabels().get("apim.dev/unit");
      of(pod).put(name, new Replica(unit, zoneByNode.get(pod.getSpec().getNodeName())));
    } else if (of(pod).remove(name) != null) {
      check(pod.getMetadata().getNamespace(), "no longer ready: " + name);
    }
  }

  /** From now on a namespace must have so much. */
  synchronized void promise(String namespace, Floor floor) {
    floors.put(namespace, floor);
    check(namespace, "at the beginning");
  }

  /** Nothing is promised any longer; what was noted stays. */
  synchronized void release(String namespace) {
    floors.remove(namespace);
  }

  /** How many units of a namespace have been replaced at once. */
  synchronized Replacements replacements(String namespace) {
    return replacements.computeIfAbsent(namespace, key -> new Replacements());
  }

  synchronized Map<String, Integer> readyByZone(String namespace) {
    Map<String, Integer> zones = new TreeMap<>();
    replicas(namespace).values().forEach(replica -> zones.merge(replica.zone(), 1, Integer::sum));
    return zones;
  }

  /** Ready replicas of one unit, by zone. */
  synchronized Map<String, Integer> readyByZone(String namespace, String unit) {
    Map<String, Integer> zones = new TreeMap<>();
    replicas(namespace).values().stream()
        .filter(replica -> replica.unit().equals(unit))
        .forEach(replica -> zones.merge(replica.zone(), 1, Integer::sum));
    return zones;
  }

  synchronized Map<String, Long> readyByUnit(String namespace) {
    return replicas(namespace).values().stream()
        .collect(Collectors.groupingBy(Replica::unit, TreeMap::new, Collectors.counting()));
  }

  /** Each unit and the number of zones in which it has ready replicas. */
  synchronized Map<String, Long> zonesByUnit(String namespace) {
    return replicas(namespace).values().stream()
        .distinct()
        .collect(Collectors.groupingBy(Replica::unit, TreeMap::new, Collectors.counting()));
  }

  /** Every moment at which one of the namespaces had too few. */
  synchronized List<String> breaches(Collection<String> namespaces) {
    return namespaces.stream()
        .flatMap(namespace -> breaches.getOrDefault(namespace, List.of()).stream())
        .toList();
  }

  synchronized long events() {
    return events;
  }

  @Override
  public void close() {
    informer.close();
  }

  private void check(String namespace, String why) {
    Floor floor = floors.get(namespace);
    if (floor == null) {
      return;
    }
    Map<String, Integer> zones = readyByZone(namespace);
    boolean low =
        floor.zones().entrySet().stream()
            .anyMatch(zone -> zones.getOrDefault(zone.getKey(), 0) < zone.getValue());
    int total = replicas(namespace).size();
    boolean unitLow = readyByUnit(namespace).size() < floor.units();
    if (low || total < floor.total() || unitLow) {
      breaches
          .computeIfAbsent(namespace, key -> new ArrayList<>())
          .add(namespace + " " + why + ": " + zones + " but promised " + floor);
    }
  }

  private Map<String, Replica> of(Pod pod) {
    return ready.computeIfAbsent(pod.getMetadata().getNamespace(), key -> new HashMap<>());
  }

  private Map<String, Replica> replicas(String namespace) {
    return ready.getOrDefault(namespace, Map.of());
  }
}
