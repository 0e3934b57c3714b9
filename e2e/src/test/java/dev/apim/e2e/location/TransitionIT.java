package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Changes on a real scheduler, many locations side by side; every pod event is looked at, none is
 * sampled. A random run is repeated with -Drollout.seed=SEED.
 */
@SideBySide
class TransitionIT {

  private static final int SIDE_BY_SIDE = 20;
  private static final int OPERATIONS = 10;
  private static final long SEED = Long.getLong("rollout.seed", System.nanoTime());

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("transitions"));

  private static Region region;
  private static FloorWatch watch;

  private static Cluster cluster() {
    return CLUSTERS.get("transitions");
  }

  @BeforeAll
  static void start() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    watch = new FloorWatch(cluster().client());
  }

  @BeforeEach
  void begin() {
    watch.begin();
  }

  @AfterAll
  static void stop() {
    if (watch != null) {
      watch.close();
    }
    if (region != null) {
      region.close();
    }
  }

  @Test
  @Tag("deep")
  @DisplayName("B34 B40 B41 forty changes of units, zones, mode, tier, image and template")
  void chosenChanges() {
    assertThat(Transitions.chosen()).hasSizeGreaterThanOrEqualTo(40);
    carryOut(Transitions.chosen());
  }

  @Test
  @Tag("deep")
  @DisplayName("B34 B40 B41 every change of every shape to every neighbour")
  void everyChange() {
    carryOut(Transitions.all());
  }

  @Test
  @Tag("deep")
  @DisplayName("B34 B41 ten random sequences of edits that overtake one another")
  void randomSequences() throws Exception {
    walk(10);
  }

  @Test
  @Tag("deep")
  @DisplayName("B34 B41 two hundred random sequences of edits that overtake one another")
  void manyRandomSequences() throws Exception {
    for (int batch = 0; batch < 20; batch++) {
      walk(10, SEED + 1000L * batch);
    }
  }

  @Test
  @Tag("deep")
  @DisplayName("B8 nodes drained one at a time finish, and no unit loses both of its replicas")
  void nodesAreDrainedOneAtATime() {
    Town town = new Town(cluster(), watch);
    town.apply("drained", Shape.over("123", 6));
    town.awaitSettled();
    watch.promise("drained", new FloorWatch.Floor(Map.of(), 9, 6));

    Drain drain = new Drain(cluster(), "drained");
    for (String node : drain.nodes()) {
      drain.cordon(node, true);
      drain.empty(node);
      drain.cordon(node, false);
      town.awaitSettled();
    }
    assertThat(watch.breaches()).isEmpty();
    town.delete();
  }

  @Test
  @DisplayName("B8 a whole zone that is cordoned stops at the budget, and a condition says so")
  void aCordonedZoneStopsAtTheBudget() {
    Town town = new Town(cluster(), watch);
    town.apply("cordoned", Shape.over("123", 3));
    town.awaitSettled();

    Drain drain = new Drain(cluster(), "cordoned");
    List<String> zone = drain.nodesOf("3");
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
    town.delete();
  }

  private static void carryOut(List<Transitions.Change> changes) {
    for (int first = 0; first < changes.size(); first += SIDE_BY_SIDE) {
      int last = Math.min(changes.size(), first + SIDE_BY_SIDE);
      List<Transitions.Change> batch = changes.subList(first, last);
      Town town = new Town(cluster(), watch);
      String prefix = "t" + first + "-";
      for (int i = 0; i < batch.size(); i++) {
        town.apply(prefix + i, batch.get(i).from());
      }
      town.awaitSettled();
      for (int i = 0; i < batch.size(); i++) {
        town.apply(prefix + i, batch.get(i).to());
      }
      town.awaitSettled();
      assertThat(watch.breaches()).as("changes %s", batch).isEmpty();
      town.delete();
    }
    assertThat(watch.events()).isGreaterThan(changes.size());
  }

  private static void walk(int sequences) throws Exception {
    walk(sequences, SEED);
  }

  private static void walk(int sequences, long seed) throws Exception {
    System.out.println("random sequences from seed " + seed + " (-Drollout.seed=" + seed + ")");
    ExecutorService threads = Executors.newFixedThreadPool(sequences);
    try {
      List<Future<?>> walks = new ArrayList<>();
      for (int i = 0; i < sequences; i++) {
        long own = seed + i;
        walks.add(threads.submit(() -> walkAlone("r" + Long.toUnsignedString(own, 36), own)));
      }
      for (Future<?> walk : walks) {
        walk.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a sequence from seed " + seed + " failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    assertThat(watch.breaches()).as("seed %d", seed).isEmpty();
  }

  private static void walkAlone(String namespace, long seed) {
    RandomWalk walk = new RandomWalk(seed);
    Town town = new Town(cluster(), watch);
    Shape shape = walk.next();
    for (int i = 0; i < OPERATIONS; i++) {
      town.apply(namespace, shape);
      if (i < OPERATIONS - 1) {
        shape = walk.next();
        if (walk.settles()) {
          town.awaitSettled(namespace);
        } else {
          pause(walk.pause());
        }
      }
    }
    town.awaitSettled(namespace);
    town.apply(namespace + "-fresh", shape);
    town.awaitSettled();
    assertThat(town.units(namespace))
        .as("seed %d ends in %s", seed, shape)
        .isEqualTo(town.units(namespace + "-fresh"));
    town.delete();
  }

  private static void pause(int millis) {
    Duration delay = Duration.ofMillis(millis);
    await().pollDelay(delay).atMost(delay.plusSeconds(60)).until(() -> true);
  }
}
