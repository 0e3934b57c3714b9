package dev.apim.e2e.bench.placement;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.AtOnce;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A scale-in from six units to three, a rollout of three and the loss of a zone with three: how few
 * replicas each zone had on the way, and how uneven the end is (B34).
 */
public final class PlacementBench {
  private static final int UNITS = 3;
  private static final String LOST = "2";
  private static final String ALIVE = "1";
  private static final Duration HEALS = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private enum Change {
    SCALE_IN("scale-in", "scaleIn", 2 * UNITS),
    ROLLOUT("rollout", "rollout", UNITS),
    ZONE_LOSS("zone loss", "zoneLoss", UNITS);

    private final String title;
    private final String key;
    private final int before;

    Change(String title, String key, int before) {
      this.title = title;
      this.key = key;
      this.before = before;
    }
  }

  /** An outage takes a minute and ends alike every time; where pods are placed is chance. */
  private static final List<Change> IN_EVERY_ROUND = List.of(Change.SCALE_IN, Change.ROLLOUT);

  private final Cluster cluster;
  private final List<Contestant> contestants;
  private final boolean outage;
  private final Consumer<String> progress;
  private final Map<Change, Map<Contestant, Outcomes>> outcomes = new EnumMap<>(Change.class);

  /**
   * @param cluster three zones named 1, 2 and 3
   * @param compare whether plain Deployments run beside ours
   * @param outage whether a zone is lost, too
   */
  public PlacementBench(
      Cluster cluster, boolean compare, boolean outage, Consumer<String> progress) {
    this.cluster = cluster;
    this.contestants = compare ? List.of(Contestant.values()) : List.of(Contestant.OURS);
    this.outage = outage;
    this.progress = progress;
    for (Change change : outage ? List.of(Change.values()) : IN_EVERY_ROUND) {
      Map<Contestant, Outcomes> of = new EnumMap<>(Contestant.class);
      contestants.forEach(contestant -> of.put(contestant, new Outcomes(cluster.zones())));
      outcomes.put(change, of);
    }
  }

  /**
   * Measures.
   *
   * @param processes where the operator's pid and log lie
   */
  public void run(int rounds, Path processes) {
    try (Region region =
        Region.install(cluster, RegionSpec.primary("westus").withProcesses(processes))) {
      progress.accept("the operator of " + region.clusterName() + " is up");
      for (int round = 1; round <= rounds; round++) {
        run(round, outage && round == rounds);
        progress.accept("round " + round + " of " + rounds);
      }
    }
  }

  private void run(int round, boolean losesZone) {
    Map<Change, List<Ground>> grounds = new EnumMap<>(Change.class);
    try {
      for (Change change : losesZone ? List.of(Change.values()) : IN_EVERY_ROUND) {
        grounds.put(change, contestants.stream().map(c -> ground(change, c, round)).toList());
      }
      side(grounds, ground -> {}, this::begin);
      side(grounds, Ground::measure, this::changeQuietly);
      if (losesZone) {
        loseZone(grounds.get(Change.ZONE_LOSS));
      }
    } finally {
      grounds.values().forEach(all -> all.forEach(Ground::close));
    }
  }

  private Ground ground(Change change, Contestant contestant, int round) {
    String name = change.title + "-" + contestant.title() + "-" + round;
    return new Ground(
        cluster, name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), contestant);
  }

  private interface Part {
    void run(Change change, Ground ground);
  }

  private static void side(Map<Change, List<Ground>> grounds, Consumer<Ground> before, Part part) {
    grounds.values().forEach(all -> all.forEach(before));
    AtOnce.run(
        grounds.entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().stream()
                        .map(ground -> (Runnable) () -> part.run(entry.getKey(), ground)))
            .toList());
  }

  private void begin(Change change, Ground ground) {
    ground.apply(change.before, "a");
    ground.awaitWhole(2 * change.before, "a");
  }

  private void changeQuietly(Change change, Ground ground) {
    if (change == Change.ZONE_LOSS) {
      return;
    }
    String note = change == Change.ROLLOUT ? "b" : "a";
    ground.apply(UNITS, note);
    ground.awaitWhole(2 * UNITS, note);
    outcomes.get(change).get(ground.contestant()).add(ground.lowest(), ground.now(), true);
  }

  private void loseZone(List<Ground> grounds) {
    grounds.forEach(Ground::measure);
    Map<Ground, Boolean> healed = new ConcurrentHashMap<>();
    cluster.failZone(LOST);
    try {
      AtOnce.run(
          grounds.stream()
              .map(ground -> (Runnable) () -> healed.put(ground, heals(ground)))
              .toList());
    } finally {
      cluster.restoreZone(LOST);
    }
    AtOnce.run(
        grounds.stream()
            .map(ground -> (Runnable) () -> ground.awaitWhole(2 * UNITS, "a"))
            .toList());
    grounds.forEach(
        ground ->
            outcomes
                .get(Change.ZONE_LOSS)
                .get(ground.contestant())
                .add(ground.lowest(), ground.now(), healed.get(ground)));
  }

  /** Whether a replica that is lost in another zone comes back while this one is lost. */
  private boolean heals(Ground ground) {
    await("the pods of zone " + LOST + " are given up")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .during(Duration.ofSeconds(5))
        .until(() -> !ground.now().containsKey(LOST));
    Map<String, Integer> before = ground.now();
    ground.killOneIn(ALIVE);
    await("a replica fewer").atMost(LIMIT).until(() -> !ground.now().equals(before));
    try {
      await("another replica").atMost(HEALS).until(ground::now, before::equals);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** All figures by change and contestant. */
  public Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    outcomes.forEach(
        (change, all) -> {
          Map<String, Object> of = new LinkedHashMap<>();
          all.forEach((c, o) -> of.put(c.key(), o.figures(change == Change.ZONE_LOSS)));
          figures.put(change.key, of);
        });
    return figures;
  }

  /** The same for people. */
  public String table() {
    StringBuilder text = new StringBuilder(Outcomes.heading());
    outcomes.forEach(
        (change, all) ->
            all.forEach(
                (contestant, of) ->
                    text.append(
                        of.row(change.title, contestant.title(), change == Change.ZONE_LOSS))));
    return text.toString();
  }
}
