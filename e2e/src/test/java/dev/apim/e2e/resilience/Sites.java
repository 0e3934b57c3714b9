package dev.apim.e2e.resilience;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.PodWatch;
import dev.apim.e2e.region.Children;
import dev.apim.e2e.region.Objects;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The location {@code west} of one namespace. */
final class Sites {
  static final String LOCATION = "west";

  private final Cluster cluster;
  private final String namespace;

  Sites(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  String namespace() {
    return namespace;
  }

  Objects objects() {
    return new Objects(cluster, namespace);
  }

  /** Applies the location; the note is part of the gateways' template. */
  void apply(int units, List<String> zones, String note) {
    objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: GatewayLocation
            metadata: {name: %s}
            spec:
              instanceRef: {name: contoso}
              region: West US
              units: %d
              availability: {mode: %s, zones: %s}
              pod: {annotations: {note: "%s"}}
            """
                .formatted(
                    LOCATION,
                    units,
                    zones.size() == 1 ? "Zonal" : "ZoneRedundant",
                    zones.stream().map(zone -> '"' + zone + '"').toList(),
                    note))
        .orThrow();
  }

  void delete() {
    cluster.kubectl("delete", "gwloc", LOCATION, "-n", namespace, "--ignore-not-found").orThrow();
    await("children gone").atMost(Stand.SOON).until(() -> children().isEmpty());
  }

  PodWatch watchPods() {
    return new PodWatch(cluster, namespace);
  }

  /**
   * Waits until every zone has that many ready replicas of the last template, and status says so.
   */
  void awaitExactly(Map<String, Integer> wanted, String note, Duration limit) {
    await("ready by zone " + wanted + " with note " + note)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> readyByZone(note), wanted::equals);
    await("status by zone " + wanted)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(250))
        .until(this::toldByZone, wanted::equals);
  }

  /** Whether it is so now. */
  boolean isExactly(Map<String, Integer> wanted, String note) {
    return readyByZone(note).equals(wanted) && toldByZone().equals(wanted);
  }

  private Map<String, Integer> readyByZone(String note) {
    Map<String, String> zones = PodWatch.zoneByNode(cluster);
    Map<String, Integer> ready = new TreeMap<>();
    cluster.client().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> PodWatch.isReady(pod))
        .forEach(
            pod ->
                ready.merge(
                    note.equals(pod.getMetadata().getAnnotations().get("note"))
                        ? zones.get(pod.getSpec().getNodeName())
                        : "old",
                    1,
                    Integer::sum));
    return ready;
  }

  private Map<String, Integer> toldByZone() {
    Map<String, Integer> told = new TreeMap<>();
    objects()
        .get("gwloc", LOCATION)
        .at("/status/zones")
        .forEach(zone -> told.put(zone.path("name").asText(), zone.path("ready").asInt()));
    return told;
  }

  /** All children as they should be. */
  Map<String, String> children() {
    return Children.of(cluster, namespace, LOCATION);
  }
}
