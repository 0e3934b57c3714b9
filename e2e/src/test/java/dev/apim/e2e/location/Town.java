package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Locations named west, one in each of many namespaces, which are changed side by side. */
final class Town {

  private static final Duration LONG = Duration.ofSeconds(150);

  private final Cluster cluster;
  private final FloorWatch watch;
  private final Map<String, Shape> shapes = new TreeMap<>();
  private final Set<String> settled = new HashSet<>();

  Town(Cluster cluster, FloorWatch watch) {
    this.cluster = cluster;
    this.watch = watch;
  }

  /** Applies a shape; from here on the smaller of what is ready now and what it asks for holds. */
  void apply(String namespace, Shape shape) {
    Shape before = shapes.put(namespace, shape);
    if (before == null) {
      cluster
          .client()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
    }
    promise(namespace, shape, before == null ? shape : before);
    shape
        .yaml(namespace)
        .forEach(
            yaml ->
                cluster
                    .client()
                    .resource(yaml)
                    .inNamespace(namespace)
                    .forceConflicts()
                    .serverSideApply());
  }

  /** A change that is under way is gone on with until the operator has seen the next one. */
  private void promise(String namespace, Shape shape, Shape before) {
    Map<String, Integer> zones = new TreeMap<>();
    boolean quiet = settled.remove(namespace);
    Map<String, Integer> now = watch.promisable(namespace, quiet);
    Map<String, Integer> least = quiet ? now : before.exact();
    shape
        .exact()
        .forEach(
            (zone, share) ->
                zones.put(
                    zone,
                    Math.min(
                        share, Math.min(now.getOrDefault(zone, 0), least.getOrDefault(zone, 0)))));
    Map<String, Long> units = watch.readyByUnit(namespace);
    int wanted = quiet ? shape.units() : Math.min(shape.units(), before.units());
    int ready = units.values().stream().mapToInt(count -> Math.min(2, count.intValue())).sum();
    watch.promise(namespace, new FloorWatch.Floor(zones, Math.min(ready, 2 * wanted), 0));
  }

  /** Waits until every location is as its last shape asks for, with skew 0. */
  void awaitSettled() {
    shapes.keySet().forEach(this::awaitSettled);
  }

  void awaitSettled(String namespace) {
    Shape shape = shapes.get(namespace);
    await(namespace + " settles as " + shape)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              assertThat(watch.readyByUnit(namespace))
                  .hasSize(shape.units())
                  .allSatisfy((unit, ready) -> assertThat(ready).isEqualTo(2));
              if (shape.pinned()) {
                assertThat(watch.readyByZone(namespace)).isEqualTo(shape.exact());
              }
              if (shape.spread()) {
                assertThat(watch.zonesByUnit(namespace))
                    .allSatisfy((unit, zones) -> assertThat(zones).isEqualTo(2));
              }
              assertSettled(namespace);
            });
    settled.add(namespace);
  }

  /** Name and template of every Deployment. */
  Map<String, String> units(String namespace) {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabel("apim.dev/location", "west")
        .list()
        .getItems()
        .stream()
        .collect(Collectors.toMap(Town::name, Town::hash, (a, b) -> a, TreeMap::new));
  }

  void delete() {
    shapes.keySet().forEach(watch::forget);
    shapes
        .keySet()
        .forEach(namespace -> cluster.client().namespaces().withName(namespace).delete());
    shapes.clear();
  }

  private void assertSettled(String namespace) {
    GatewayLocation west =
        cluster
            .client()
            .resources(GatewayLocation.class)
            .inNamespace(namespace)
            .withName("west")
            .get();
    GatewayLocationStatus status = west.getStatus();
    assertThat(status.observedGeneration()).isEqualTo(west.getMetadata().getGeneration());
    assertThat(status.progress()).isNull();
    assertThat(status.conditions())
        .filteredOn(condition -> condition.type().equals("Accepted"))
        .extracting(Condition::status)
        .containsExactly("True");
  }

  private static String name(Deployment deployment) {
    return deployment.getMetadata().getName();
  }

  private static String hash(Deployment deployment) {
    return deployment.getMetadata().getAnnotations().get("apim.dev/template-hash");
  }
}
