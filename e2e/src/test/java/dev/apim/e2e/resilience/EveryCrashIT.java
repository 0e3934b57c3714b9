package dev.apim.e2e.resilience;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.cluster.PodWatch;
import dev.apim.e2e.junit.DeepCases;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.process.AtOnce;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The operator's process dies after the n-th write of every change, for every n: all changes are
 * carried out at once, in a namespace each, and one death counts for all of them.
 */
@Tag("deep")
class EveryCrashIT {
  private static final int MOST_WRITES = 60;
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** Requests that hang hold a thread each. */
  private static final String THREADS = "96";

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("crashes"));

  private static Stand stand;
  private static Map<Change, Sites> sites;
  private static Map<Change, Map<String, String>> references;
  private static boolean exhausted;

  @BeforeAll
  static void startTheOperator() {
    stand =
        Stand.in(
            CLUSTERS.get("crashes"),
            Map.of(
                "QUARKUS_OPERATOR_SDK_CONCURRENT_RECONCILIATION_THREADS", THREADS,
                "QUARKUS_OPERATOR_SDK_CONCURRENT_WORKFLOW_THREADS", THREADS));
    stand.operator().expectLog(".*");
    sites = sites("");
    Map<Change, Sites> uninterrupted = sites("-reference");
    change(uninterrupted, change -> change.from);
    change(uninterrupted, change -> change.to);
    references = new EnumMap<>(Change.class);
    uninterrupted.forEach((change, of) -> references.put(change, of.children()));
  }

  @AfterAll
  static void stopTheOperator() {
    if (stand != null) {
      stand.close();
    }
  }

  @TestFactory
  @DisplayName(
      "B34 an operator that dies after the n-th write of each change comes to the same end")
  Stream<DynamicTest> diesAfterTheNthWrite() {
    DeepCases cases = DeepCases.of("crash");
    for (int n = 1; n <= MOST_WRITES; n++) {
      int writes = n;
      cases.add("after write " + n, () -> diesAfter(writes));
    }
    return cases.stream();
  }

  /** When no change has so many writes, none has more. */
  private static void diesAfter(int n) {
    if (exhausted) {
      return;
    }
    long start = System.nanoTime();
    change(sites, change -> change.from);
    Stand.pause(QUIET);
    Map<Change, PodWatch> pods = new EnumMap<>(Change.class);
    sites.forEach((change, of) -> pods.put(change, CrashIT.watch(of)));
    try {
      long deaths = die(n);
      stand.operator().startAgain();
      atOnce((change, of) -> ended(change, of, pods.get(change)));
      exhausted = deaths == 0;
      System.out.printf(
          "write %d: %d of %d changes were cut there, %.0f s%n",
          n, deaths, sites.size(), (System.nanoTime() - start) / 1e9);
    } finally {
      pods.values().forEach(PodWatch::close);
      stand.proxy().revive();
      if (!stand.operator().alive()) {
        stand.operator().startAgain();
      }
    }
  }

  /** How many changes had so many writes. */
  private static long die(int n) {
    CrashOfAll crash = new CrashOfAll(n);
    stand.proxy().interfere(crash);
    atOnce((change, of) -> change.to.apply(of));
    await("every change has come to its write " + n + " or its end")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> sites.entrySet().stream().allMatch(e -> isOver(e.getKey(), crash)));
    stand.operator().kill();
    stand.proxy().die();
    stand.proxy().revive();
    return sites.values().stream().filter(of -> crash.reached(of.namespace())).count();
  }

  private static boolean isOver(Change change, CrashOfAll crash) {
    Sites of = sites.get(change);
    return crash.reached(of.namespace())
        || (crash.isQuiet(of.namespace(), QUIET) && change.to.isThere(of));
  }

  private static void ended(Change change, Sites of, PodWatch pods) {
    change.to.await(of, LIMIT);
    CrashIT.assertThatItEnded(change, of, pods, references.get(change));
  }

  private static Map<Change, Sites> sites(String suffix) {
    Map<Change, Sites> all = new EnumMap<>(Change.class);
    for (Change change : Change.values()) {
      String name = change.name().toLowerCase(Locale.ROOT).replace('_', '-');
      all.put(change, stand.sites("change-" + name + suffix));
    }
    return all;
  }

  private interface Goal {
    Change.State of(Change change);
  }

  private static void change(Map<Change, Sites> all, Goal goal) {
    atOnce(all, (change, of) -> goal.of(change).apply(of));
    atOnce(all, (change, of) -> goal.of(change).await(of, LIMIT));
  }

  private static void atOnce(BiConsumer<Change, Sites> part) {
    atOnce(sites, part);
  }

  private static void atOnce(Map<Change, Sites> all, BiConsumer<Change, Sites> part) {
    List<Runnable> parts =
        all.entrySet().stream()
            .map(entry -> (Runnable) () -> part.accept(entry.getKey(), entry.getValue()))
            .toList();
    AtOnce.run(parts);
  }
}
