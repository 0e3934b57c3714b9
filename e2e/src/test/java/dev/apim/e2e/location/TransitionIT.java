package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.controlplane.Timings;
import dev.apim.e2e.junit.DeepCases;
import dev.apim.e2e.junit.DeepSeed;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.node.NodeSize;
import dev.apim.e2e.process.AtOnce;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Changes on a real scheduler, many locations side by side; every pod event is looked at, none is
 * sampled. A random run is repeated with -Ddeep.seed=SEED.
 */
class TransitionIT {

  private static final int SIDE_BY_SIDE = 40;
  private static final int SEQUENCES = 10;
  private static final int MANY_SEQUENCES = 200;
  private static final NodeSize LARGE = new NodeSize("200", "400Gi", 400);

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(
          ClusterSpec.named("transitions")
              .withZones("1", "2", "3", "4")
              .withNodeSize(LARGE)
              .withTimings(Timings.upstream()));

  private static Region region;
  private static FloorWatch watch;
  private static Sight sight;
  private static long seed;

  private static Cluster cluster() {
    return CLUSTERS.get("transitions");
  }

  @BeforeAll
  static void start() {
    seed = DeepSeed.of(TransitionIT.class);
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    watch = new FloorWatch(cluster().client());
    sight = new Sight(cluster().client());
  }

  @AfterAll
  static void stop() {
    if (watch != null) {
      watch.close();
    }
    if (sight != null) {
      sight.close();
    }
    if (region != null) {
      region.close();
    }
  }

  @Test
  @DisplayName(
      "B34 B40 B41 forty changes, and ten random sequences of edits that overtake one another, keep"
          + " what is promised and the limit of units replaced at once, and end exact, with budgets"
          + " that hold")
  void changesAndSequences() {
    assertThat(Transitions.chosen()).hasSizeGreaterThanOrEqualTo(40);
    AtOnce.run(
        List.of(
            () ->
                assertThat(carryOut(Transitions.chosen(), "chosen"))
                    .as("units replaced at once")
                    .isEqualTo(1),
            () -> new Walks("few", cluster(), watch, sight).carryOut(seed, SEQUENCES)));
  }

  @TestFactory
  @Tag("deep")
  @DisplayName("B34 B40 B41 every change of every shape to every neighbour")
  Stream<DynamicTest> everyChange() {
    DeepCases cases = DeepCases.of("changes");
    List<Transitions.Change> all = Transitions.all();
    for (int first = 0; first < all.size(); first += SIDE_BY_SIDE) {
      int last = Math.min(all.size(), first + SIDE_BY_SIDE);
      List<Transitions.Change> batch = all.subList(first, last);
      String name = "t" + first;
      cases.add("changes " + first + " to " + (last - 1), () -> carryOut(batch, name));
    }
    return cases.stream();
  }

  @TestFactory
  @Tag("deep")
  @DisplayName("B34 B41 two hundred random sequences of edits that overtake one another")
  Stream<DynamicTest> manyRandomSequences() {
    DeepCases cases = DeepCases.of("sequences");
    for (int first = 0; first < MANY_SEQUENCES; first += 2 * SEQUENCES) {
      long own = seed + first;
      cases.add(
          "sequences from seed " + own,
          () -> new Walks("many", cluster(), watch, sight).carryOut(own, 2 * SEQUENCES));
    }
    return cases.stream();
  }

  @Test
  @DisplayName("B8 a whole zone that is cordoned stops at the budget, and a condition says so")
  void aCordonedZoneStopsAtTheBudget() {
    Town town = new Town(cluster(), watch, sight);
    town.apply("cordoned", Shape.over("123", 3));
    town.awaitSettled();

    Drain drain = new Drain(cluster(), "cordoned");
    List<String> zone = drain.nodesOf("3");
    watch.promise("cordoned", new FloorWatch.Floor(Map.of("1", 2, "2", 2, "3", 1), 5, 3));
    try {
      zone.forEach(node -> drain.cordon(node, true));
      drain.evictOnce(zone);
      new Objects(cluster(), "cordoned")
          .awaitCondition("gwloc", "west", "RoomLacking", "True", "ZoneCordoned", Fleet.SOON);
      drain.evictOnce(zone);
      assertThat(watch.readyByZone("cordoned")).isEqualTo(Map.of("1", 2, "2", 2, "3", 1));
    } finally {
      zone.forEach(node -> drain.cordon(node, false));
    }
    town.awaitSettled();
    new Objects(cluster(), "cordoned")
        .awaitCondition("gwloc", "west", "RoomLacking", "False", "RoomForAll", Fleet.SOON);
    assertThat(town.breaches()).isEmpty();
    town.delete();
  }

  @Test
  @DisplayName(
      "B8 nodes drained one at a time, each uncordoned before the next, keep every unit up")
  void nodesAreDrainedOneAtATime() {
    Town town = new Town(cluster(), watch, sight);
    town.apply("drained", Shape.over("123", 6));
    town.awaitSettled();
    watch.promise("drained", new FloorWatch.Floor(Map.of("1", 3, "2", 3, "3", 3), 11, 6));

    Drain drain = new Drain(cluster(), "drained");
    for (String node : drain.nodes()) {
      drain.cordon(node, true);
      drain.empty(node);
      drain.cordon(node, false);
      town.awaitSettled();
    }
    assertThat(town.breaches()).isEmpty();
    town.delete();
  }

  @Test
  @DisplayName(
      "B26 a replica does not join the other in its zone while that one's node is cordoned")
  void cordonedSiblingsCount() {
    Town town = new Town(cluster(), watch, sight);
    town.apply("beside", Shape.automatic(1));
    town.awaitSettled();
    watch.promise("beside", new FloorWatch.Floor(Map.of(), 1, 1));

    Drain drain = new Drain(cluster(), "beside");
    String stays = drain.nodesInUse().get(0);
    List<String> leaving = drain.nodesInUse().subList(1, 2);
    List<String> cordoned =
        drain.nodes().stream()
            .filter(node -> node.equals(stays) || !drain.zoneOf(node).equals(drain.zoneOf(stays)))
            .toList();
    try {
      cordoned.forEach(node -> drain.cordon(node, true));
      drain.evictOnce(leaving);
      await("the new replica waits for another zone")
          .atMost(Fleet.SOON)
          .during(Duration.ofSeconds(3))
          .until(() -> drain.waiting() == 1);
    } finally {
      cordoned.forEach(node -> drain.cordon(node, false));
    }
    town.awaitSettled();
    assertThat(town.breaches()).isEmpty();
    town.delete();
  }

  /** Returns how many units of one location were replaced at once at most. */
  private static int carryOut(List<Transitions.Change> changes, String prefix) {
    long before = watch.events();
    Town town = new Town(cluster(), watch, sight);
    for (int i = 0; i < changes.size(); i++) {
      town.apply(prefix + "-" + i, changes.get(i).from());
    }
    town.awaitSettled();
    for (int i = 0; i < changes.size(); i++) {
      town.apply(prefix + "-" + i, changes.get(i).to());
    }
    town.awaitSettled();
    assertThat(town.breaches()).as("changes %s", changes).isEmpty();
    assertThat(watch.events() - before).as("events seen").isGreaterThan(4L * changes.size());
    town.delete();
    return town.mostAtOnce();
  }
}
