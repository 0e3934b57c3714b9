package dev.apim.e2e.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.cluster.PodWatch;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The operator's process dies after a write; the next one brings the change to the same end. */
@SideBySide
class CrashIT {
  private static final int MOST_WRITES = 60;
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration LAG = Duration.ofMillis(2500);
  private static final Change.State MORE_AND_NEWER =
      new Change.State(6, List.of("1", "2", "3"), "b");
  private static final Change.State FEWER_ZONES = new Change.State(2, List.of("1", "2"), "b");

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("crash"));

  private static Stand stand;

  @BeforeAll
  static void startTheOperator() {
    stand = Stand.in(CLUSTERS.get("crash"));
  }

  @AfterAll
  static void stopTheOperator() {
    if (stand != null) {
      stand.close();
    }
  }

  @Test
  @DisplayName("B34 an operator that dies after each single write scales out to the same end")
  void diesAfterEveryWrite() {
    Sites sites = stand.sites("each");
    Map<String, String> reference = uninterrupted(Change.GROW, stand.sites("reference"));
    Change.GROW.from.apply(sites);
    Change.GROW.from.await(sites, Stand.SOON);
    try (PodWatch pods = watch(sites)) {
      CrashAfter crash = crashAfter(1);
      Change.GROW.to.apply(sites);
      int deaths = 0;
      while (diesBefore(crash, Change.GROW, sites)) {
        assertThat(++deaths).as("deaths").isLessThan(MOST_WRITES);
        crash = crashAfter(1);
        stand.operator().launch();
      }
      System.out.println(deaths + " deaths");
      assertThat(deaths).as("deaths").isGreaterThanOrEqualTo(4);
      assertThatItEnded(Change.GROW, sites, pods, reference);
    } finally {
      stand.proxy().revive();
    }
  }

  @Test
  @DisplayName("B34 B41 a stale leader that acts beside a new one, seconds behind, does no harm")
  void aStaleLeaderDoesNoHarm() {
    Sites sites = stand.sites("stale");
    Map<String, String> reference = uninterrupted(Change.GROW, stand.sites("alone"));
    Change.GROW.from.apply(sites);
    Change.GROW.from.await(sites, Stand.SOON);
    try (OperatorProcess fresh = stand.second();
        PodWatch pods = watch(sites)) {
      stand.proxy().interfere(new Behind(LAG));
      Change.State before = Change.GROW.from;
      for (Change.State after : List.of(MORE_AND_NEWER, FEWER_ZONES, Change.GROW.to)) {
        pods.measure();
        after.apply(sites);
        after.await(sites, Stand.SOON);
        assertThatNoFloorBroke(before, after, pods);
        before = after;
      }
      Stand.pause(LAG.multipliedBy(2));
      assertThat(sites.children()).isEqualTo(reference);
      assertThat(stand.proxy().disturbed()).as("events that came late").isPositive();
      assertThat(fresh.alive()).isTrue();
    } finally {
      stand.proxy().revive();
    }
  }

  private static Map<String, String> uninterrupted(Change change, Sites sites) {
    change.from.apply(sites);
    change.from.await(sites, Stand.SOON);
    change.to.apply(sites);
    change.to.await(sites, Stand.SOON);
    return sites.children();
  }

  static PodWatch watch(Sites sites) {
    PodWatch pods = sites.watchPods();
    Stand.pause(Duration.ofSeconds(1));
    pods.measure();
    return pods;
  }

  private static CrashAfter crashAfter(int writes) {
    stand.proxy().revive();
    CrashAfter crash = new CrashAfter(writes, stand.proxy(), stand.operator()::kill);
    stand.proxy().interfere(crash);
    return crash;
  }

  /** Whether the operator died before the change was done and nothing more was written. */
  private static boolean diesBefore(CrashAfter crash, Change change, Sites sites) {
    await("death or the end of " + change)
        .atMost(Stand.SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> crash.happened() || isDone(crash, change, sites));
    return crash.happened();
  }

  private static boolean isDone(CrashAfter crash, Change change, Sites sites) {
    try {
      change.to.await(sites, Duration.ofMillis(300));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      return false;
    }
    if (!stand.operator().isReady()) {
      return false;
    }
    Stand.pause(QUIET);
    return !crash.happened();
  }

  static void assertThatItEnded(
      Change change, Sites sites, PodWatch pods, Map<String, String> reference) {
    change.to.await(sites, Stand.SOON);
    assertThat(sites.children()).isEqualTo(reference);
    assertThatNoFloorBroke(change.from, change.to, pods);
  }

  private static void assertThatNoFloorBroke(Change.State from, Change.State to, PodWatch pods) {
    Map<String, Integer> lowest = pods.lowest();
    Change.floor(from, to)
        .forEach(
            (zone, floor) ->
                assertThat(lowest.get(zone))
                    .as("fewest ready replicas of zone " + zone)
                    .isGreaterThanOrEqualTo(floor));
  }
}
