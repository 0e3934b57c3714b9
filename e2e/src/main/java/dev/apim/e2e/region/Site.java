package dev.apim.e2e.region;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Cluster.Ability;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One region of the example at work: its managed location and its self-hosted gateways. */
public final class Site {
  private static final Duration ACCOUNT_LIMIT = Duration.ofSeconds(60);
  private static final int HTTP_PORT = 8080;

  private final Place place;
  private final Region region;
  private final Path processes;
  private final List<GatewayProcess> selfHosted = new ArrayList<>();
  private Map<String, String> zoneByNode = Map.of();

  /**
   * A region at work.
   *
   * @param processes folder for pids, logs and local copies of self-hosted gateways
   */
  public Site(Place place, Region region, Path processes) {
    this.place = place;
    this.region = region;
    this.processes = processes;
  }

  public Place place() {
    return place;
  }

  public Region region() {
    return region;
  }

  public Cluster cluster() {
    return region.cluster();
  }

  /** The objects of the example in this region's cluster. */
  public Objects objects() {
    return new Objects(cluster(), TwoRegions.NAMESPACE);
  }

  /** Name of the managed location. */
  public String location() {
    return place.dnsName();
  }

  /** Name of the self-hosted location. */
  public String selfHostedLocation() {
    return place.dnsName() + "-onprem";
  }

  /** Starts a self-hosted gateway as soon as its account is there; it ends with this JVM. */
  public GatewayProcess startSelfHosted() {
    await("account of " + selfHostedLocation())
        .atMost(ACCOUNT_LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(this::hasAccount);
    GatewayProcess gateway =
        GatewayProcess.start(
            cluster(),
            new GatewayProcess.Settings(
                processes,
                selfHostedLocation() + "-" + (selfHosted.size() + 1),
                TwoRegions.NAMESPACE,
                TwoRegions.INSTANCE,
                selfHostedLocation(),
                place.displayName(),
                Map.of()));
    selfHosted.add(gateway);
    return gateway;
  }

  private boolean hasAccount() {
    return cluster()
            .client()
            .serviceAccounts()
            .inNamespace(TwoRegions.NAMESPACE)
            .withName(selfHostedLocation() + "-gateway")
            .get()
        != null;
  }

  public List<GatewayProcess> selfHosted() {
    return List.copyOf(selfHosted);
  }

  /** Every managed replica that is not on its way out. */
  public List<Replica> replicas() {
    return cluster()
        .client()
        .pods()
        .inNamespace(TwoRegions.NAMESPACE)
        .withLabel("apim.dev/location", location())
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(this::replica)
        .toList();
  }

  private Replica replica(Pod pod) {
    String address = pod.getStatus().getPodIP();
    return new Replica(
        pod.getMetadata().getName(),
        pod.getMetadata().getLabels().getOrDefault("apim.dev/unit", ""),
        zone(pod.getSpec().getNodeName()),
        pod.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Ready") && condition.getStatus().equals("True")),
        address == null ? "" : address);
  }

  private synchronized String zone(String node) {
    if (node == null) {
      return "";
    }
    if (!zoneByNode.containsKey(node)) {
      Map<String, String> zones = new HashMap<>();
      cluster().client().nodes().list().getItems().stream()
          .map(any -> any.getMetadata())
          .forEach(
              any ->
                  zones.put(
                      any.getName(),
                      place.zoneOf(
                          any.getLabels().getOrDefault("topology.kubernetes.io/zone", ""))));
      zoneByNode = zones;
    }
    return zoneByNode.getOrDefault(node, "");
  }

  /** Ready replicas in each zone, by the nodes that they run on; zones as users name them. */
  public Map<String, Integer> placement() {
    Map<String, Integer> ready = new TreeMap<>();
    place.zones().forEach(zone -> ready.put(zone, 0));
    replicas().stream()
        .filter(Replica::ready)
        .forEach(replica -> ready.merge(replica.zone(), 1, Integer::sum));
    return ready;
  }

  /** What {@link #placement} must be with so many units. */
  public Map<String, Integer> exactly(int units) {
    Map<String, Integer> wanted = new TreeMap<>();
    place.zones().forEach(zone -> wanted.put(zone, 2 * units / place.zones().size()));
    return wanted;
  }

  /** Waits until every zone holds exactly its share, and still does a second later. */
  public void awaitExactly(int units, Duration limit) {
    await(place.displayName() + " with " + units + " units, " + exactly(units))
        .atMost(limit)
        .pollInterval(Duration.ofMillis(250))
        .during(Duration.ofSeconds(1))
        .until(() -> placement().equals(exactly(units)));
  }

  /** Where an API is answered now: ready pods that are processes, and the self-hosted gateways. */
  public List<URI> gateways(String path) {
    return Stream.concat(
            selfHosted.stream().filter(GatewayProcess::alive).map(gateway -> gateway.url(path)),
            pods(path).stream())
        .toList();
  }

  /** Where ready pods answer; none on simulated nodes. */
  public List<URI> pods(String path) {
    if (!cluster().abilities().contains(Ability.REAL_PODS)) {
      return List.of();
    }
    return replicas().stream()
        .filter(replica -> replica.ready() && !replica.address().isEmpty())
        .map(replica -> URI.create("http://" + replica.address() + ":" + HTTP_PORT + path))
        .toList();
  }

  /** The status of the managed location in this region's own cluster. */
  public com.fasterxml.jackson.databind.JsonNode status() {
    return objects().get("gwloc", location()).path("status");
  }

  /** What must be ended, in this order. */
  Stream<AutoCloseable> parts() {
    return Stream.concat(selfHosted.stream(), Stream.of(region));
  }
}
