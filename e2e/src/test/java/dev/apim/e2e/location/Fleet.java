package dev.apim.e2e.location;

import static org.awaitility.Awaitility.await;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.region.Objects;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The locations of one namespace, and where their replicas are. Zones are node label values. */
final class Fleet {

  static final Duration SOON = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final String namespace;
  private final Map<String, String> zoneByNode;

  private Fleet(Cluster cluster, String namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.zoneByNode =
        cluster.client().nodes().list().getItems().stream()
            .collect(
                Collectors.toMap(
                    node -> node.getMetadata().getName(),
                    node ->
                        node.getMetadata()
                            .getLabels()
                            .getOrDefault("topology.kubernetes.io/zone", "")));
  }

  static Fleet in(Cluster cluster, String namespace) {
    Namespace wanted =
        new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build();
    cluster.client().resource(wanted).serverSideApply();
    return new Fleet(cluster, namespace);
  }

  Objects objects() {
    return new Objects(cluster, namespace);
  }

  void instance(String name, String tier, String more) {
    objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: ApiManagementInstance
            metadata: {name: %s}
            spec: {tier: %s, publisher: {name: C, email: a@c.example}%s}
            """
                .formatted(name, tier, more))
        .orThrow();
  }

  void location(String name, String instance, int units, String more) {
    objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: GatewayLocation
            metadata: {name: %s}
            spec: {instanceRef: {name: %s}, region: West US, units: %d%s}
            """
                .formatted(name, instance, units, more))
        .orThrow();
  }

  /** Lets every replica of a location say how busy it is, as gateways do once a minute. */
  void busy(String location, int percent) {
    for (Pod pod : pods(location)) {
      Lease said =
          new LeaseBuilder()
              .withNewMetadata()
              .withName(pod.getMetadata().getName())
              .withNamespace(namespace)
              .addToLabels("apim.dev/location", location)
              .addToLabels("apim.dev/component", "gateway")
              .withAnnotations(Map.of("apim.dev/load", Integer.toString(percent)))
              .endMetadata()
              .withNewSpec()
              .withLeaseDurationSeconds(150)
              .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
              .endSpec()
              .build();
      cluster.client().resource(said).createOr(known -> known.update());
    }
  }

  void scale(String location, int units) {
    cluster.kubectl("scale", "gwloc", location, "-n", namespace, "--replicas=" + units).orThrow();
  }

  /** Replicas that are not on their way out. */
  List<Pod> pods(String location) {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel("apim.dev/location", location)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** Tells of every change of a location's pods; the watch has told of all that there are. */
  SharedIndexInformer<Pod> watch(String location, ResourceEventHandler<Pod> handler) {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel("apim.dev/location", location)
        .inform(handler);
  }

  List<Deployment> units(String location) {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabel("apim.dev/location", location)
        .list()
        .getItems();
  }

  Deployment unit(String location, String unit) {
    return units(location).stream()
        .filter(d -> unit.equals(d.getMetadata().getLabels().get("apim.dev/unit")))
        .findFirst()
        .orElseThrow();
  }

  GatewayLocation get(String location) {
    return cluster
        .client()
        .resources(GatewayLocation.class)
        .inNamespace(namespace)
        .withName(location)
        .get();
  }

  String zone(Pod pod) {
    String node = pod.getSpec().getNodeName();
    return node == null ? "" : zoneByNode.getOrDefault(node, "");
  }

  Map<String, Integer> readyByZone(String location) {
    Map<String, Integer> ready = new TreeMap<>();
    pods(location).stream()
        .filter(Fleet::isReady)
        .forEach(pod -> ready.merge(zone(pod), 1, Integer::sum));
    return ready;
  }

  /** The zones in which each unit has ready replicas. */
  Map<String, Set<String>> zonesByUnit(String location) {
    return pods(location).stream()
        .filter(Fleet::isReady)
        .collect(
            Collectors.groupingBy(
                pod -> pod.getMetadata().getLabels().get("apim.dev/unit"),
                TreeMap::new,
                Collectors.mapping(this::zone, Collectors.toSet())));
  }

  long pending(String location) {
    return pods(location).stream().filter(pod -> pod.getSpec().getNodeName() == null).count();
  }

  /** What the status says of ready replicas by zone. */
  Map<String, Integer> toldByZone(String location) {
    Map<String, Integer> told = new TreeMap<>();
    GatewayLocation seen = get(location);
    if (seen.getStatus() != null) {
      seen.getStatus().zones().forEach(zone -> told.put(zone.name(), zone.ready()));
    }
    return told;
  }

  void awaitExactly(String location, Map<String, Integer> wanted) {
    awaitEqual(location + " ready by zone", () -> readyByZone(location), wanted);
    awaitEqual(location + " status by zone", () -> toldByZone(location), wanted);
  }

  static <T> void awaitEqual(String what, Supplier<T> actual, T wanted) {
    await(what + " = " + wanted)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(actual::get, wanted::equals);
  }

  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
