package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.region.Children;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Locations named west, one in each of many namespaces, which are changed side by side. */
final class Town {

  static final String LOCATION = "west";
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Cluster cluster;
  private final FloorWatch watch;
  private final Sight sight;
  private final Map<String, Long> generations = new HashMap<>();
  private final Map<String, Shape> shapes = new TreeMap<>();
  private final Map<String, List<Shape>> unseen = new TreeMap<>();
  private final Set<String> settled = new HashSet<>();
  private final Map<String, Integer> limits = new HashMap<>();
  private final List<String> excesses = new ArrayList<>();
  private int mostAtOnce;

  Town(Cluster cluster, FloorWatch watch, Sight sight) {
    this.cluster = cluster;
    this.watch = watch;
    this.sight = sight;
  }

  /** Applies a shape; from here on the smaller of what is ready now and what it asks for holds. */
  void apply(String namespace, Shape shape) {
    if (shapes.put(namespace, shape) == null) {
      cluster
          .client()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
    }
    unseen.computeIfAbsent(namespace, key -> new ArrayList<>()).add(shape);
    promise(namespace);
    settled.remove(namespace);
    limits.merge(namespace, shape.atOnce(), Math::max);
    for (String yaml : shape.yaml(namespace)) {
      HasMetadata applied =
          cluster.client().resource(yaml).inNamespace(namespace).forceConflicts().serverSideApply();
      generations.put(namespace, applied.getMetadata().getGeneration());
    }
  }

  /** Waits until the operator has seen the last edit, from where on no earlier one counts. */
  void awaitSeen(String namespace) {
    await(namespace + " is seen")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> location(namespace).filter(Town::isSeen).isPresent());
    unseen.put(namespace, new ArrayList<>(List.of(shapes.get(namespace))));
    promise(namespace);
  }

  private void promise(String namespace) {
    Promise promise =
        new Promise(deploymentsNow(namespace), unseen.get(namespace), settled.contains(namespace));
    watch.promise(namespace, promise.floor(watch, namespace));
  }

  /** Waits until every location is as its last shape asks for, with skew 0. */
  void awaitSettled() {
    shapes.keySet().forEach(this::awaitSettled);
  }

  void awaitSettled(String namespace) {
    Shape shape = shapes.get(namespace);
    await(namespace + " settles as " + shape)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              assertPlaced(namespace, shape);
              assertRolled(namespace, shape);
              assertTold(namespace);
            });
    unseen.put(namespace, new ArrayList<>());
    settled.add(namespace);
    settleReplacements(namespace);
  }

  /** What was begun under an earlier edit ends under its limit. */
  private void settleReplacements(String namespace) {
    Set<String> most = watch.replacements(namespace).most();
    mostAtOnce = Math.max(mostAtOnce, most.size());
    int limit = limits.get(namespace);
    if (most.size() > limit) {
      excesses.add(namespace + " had " + most + " replaced at once, of which at most " + limit);
    }
    limits.put(namespace, shapes.get(namespace).atOnce());
    watch.replacements(namespace).settle();
  }

  private void assertPlaced(String namespace, Shape shape) {
    assertThat(watch.readyByUnit(namespace))
        .hasSize(shape.units())
        .allSatisfy((unit, ready) -> assertThat(ready).isEqualTo(2));
    if (shape.pinned()) {
      assertThat(watch.readyByZone(namespace)).isEqualTo(shape.exact());
    } else if (shape.spread()) {
      assertThat(watch.zonesByUnit(namespace))
          .allSatisfy((unit, zones) -> assertThat(zones).isEqualTo(2));
    } else {
      assertThat(watch.readyByZone(namespace)).hasSize(1);
    }
  }

  private void assertRolled(String namespace, Shape shape) {
    List<Deployment> deployments = sight.deployments(namespace);
    assertThat(deployments.stream().filter(d -> isRolled(d, shape)).map(Town::name))
        .as("units that are as they should be")
        .hasSize(shape.units());
    assertThat(deployments).extracting(Town::name).hasSize(shape.units());
  }

  private static boolean isRolled(Deployment deployment, Shape shape) {
    DeploymentStatus status = deployment.getStatus();
    Integer two = 2;
    return shape.isOf(deployment.getSpec().getTemplate())
        && deployment.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && two.equals(status.getUpdatedReplicas())
        && two.equals(status.getReplicas());
  }

  private static String name(Deployment deployment) {
    return deployment.getMetadata().getName();
  }

  private void assertTold(String namespace) {
    GatewayLocation west = location(namespace).orElseThrow(() -> new AssertionError("not told"));
    assertThat(isSeen(west)).isTrue();
    assertThat(west.getStatus().progress()).isNull();
    assertThat(west.getStatus().conditions())
        .filteredOn(condition -> condition.type().equals("Accepted"))
        .extracting(Condition::status)
        .containsExactly("True");
  }

  /** Every child of the location, as the operator wrote it. */
  Map<String, String> children(String namespace) {
    return Children.of(cluster, namespace, LOCATION);
  }

  /**
   * Moments at which a location had less than it was promised, and changes that replaced more units
   * at once than their limit says.
   */
  List<String> breaches() {
    return Stream.concat(watch.breaches(shapes.keySet()).stream(), excesses.stream()).toList();
  }

  /** How many units of one location were replaced at once at most. */
  int mostAtOnce() {
    return mostAtOnce;
  }

  /**
   * Asks for all replicas to be evicted at once; each budget lets one go. Waits until the location
   * is whole again.
   */
  void evictAll(String namespace) {
    Shape shape = shapes.get(namespace);
    Map<String, Integer> left = new TreeMap<>(shape.exact());
    left.replaceAll((zone, replicas) -> replicas - 1);
    int budgets = Math.max(1, left.size());
    awaitBudgets(namespace, budgets);
    watch.promise(
        namespace, new FloorWatch.Floor(left, 2 * shape.units() - budgets, shape.units()));
    Drain drain = new Drain(cluster, namespace);
    assertThat(drain.evictOnce(drain.nodes())).isGreaterThanOrEqualTo(budgets);
    awaitSettled(namespace);
  }

  /** Until they have counted, they would let go what a change had too many a moment ago. */
  private void awaitBudgets(String namespace, int number) {
    await("budgets of " + namespace + " have counted")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              List<PodDisruptionBudget> budgets =
                  cluster
                      .client()
                      .policy()
                      .v1()
                      .podDisruptionBudget()
                      .inNamespace(namespace)
                      .list()
                      .getItems();
              return budgets.size() == number
                  && budgets.stream().allMatch(b -> b.getStatus().getDisruptionsAllowed() == 1);
            });
  }

  void delete() {
    shapes.keySet().forEach(watch::release);
    shapes
        .keySet()
        .forEach(namespace -> cluster.client().namespaces().withName(namespace).delete());
  }

  /** As they are now, for what is promised must not be more than there is. */
  private List<Deployment> deploymentsNow(String namespace) {
    return cluster
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabel("apim.dev/location", LOCATION)
        .list()
        .getItems()
        .stream()
        .filter(deployment -> deployment.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** The location with its last edit. */
  private Optional<GatewayLocation> location(String namespace) {
    return sight.location(namespace, generations.get(namespace));
  }

  private static boolean isSeen(GatewayLocation location) {
    GatewayLocationStatus status = location.getStatus();
    return status != null
        && location.getMetadata().getGeneration().equals(status.observedGeneration());
  }
}
