package dev.apim.operator.domain.rollout;

import dev.apim.api.v1alpha1.UpdateSpec;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.domain.unit.SingleZone;
import dev.apim.operator.domain.unit.UnitPlanner;
import dev.apim.operator.domain.zone.ZonePlan;
import dev.apim.operator.domain.zone.ZonePlanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A location in a cluster of four zones: the planners, Deployment controllers, a scheduler and
 * kubelets take turns in an order that a seed decides. After each act the floor is checked.
 */
final class SimulatedLocation {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SECONDS_A_ROUND = 20;
  private static final int MOST_ROUNDS = 1500;

  final Map<String, SimulatedUnit> units = new TreeMap<>();
  private final Set<String> zones = new TreeSet<>(Set.of("1", "2", "3", "4"));
  private final UpdateSpec limits;
  private final Random random;
  private int room = Integer.MAX_VALUE;
  private int round;
  private Edit edit;
  private Floor floor;
  private int remaining;
  private int mostReplaced;

  SimulatedLocation(long seed, int atOnce) {
    this.random = new Random(seed);
    this.limits = new UpdateSpec(atOnce, null);
  }

  /** Each zone has room for so many pods only. */
  SimulatedLocation room(int podsPerZone) {
    room = podsPerZone;
    return this;
  }

  SimulatedLocation edit(Edit next) {
    edit = next;
    floor = new Floor(next, units.values(), room == Integer.MAX_VALUE ? 0 : 1);
    return this;
  }

  SimulatedLocation rounds(int count) {
    for (int i = 0; i < count; i++) {
      round();
    }
    return this;
  }

  SimulatedLocation settle() {
    int last = round + MOST_ROUNDS;
    do {
      round();
      if (round > last) {
        throw new AssertionError("not settled in " + MOST_ROUNDS + " rounds: " + this);
      }
    } while (remaining > 0 || !units.values().stream().allMatch(SimulatedUnit::settled));
    return this;
  }

  int round() {
    round++;
    operate();
    List<SimulatedUnit> order = new ArrayList<>(units.values());
    Collections.shuffle(order, random);
    for (SimulatedUnit unit : order) {
      if (random.nextInt(4) > 0) {
        unit.control();
        floor.check(units.values());
      }
      if (random.nextInt(4) > 0) {
        unit.end();
        floor.check(units.values());
      }
      unit.pods.forEach(this::progress);
    }
    return round;
  }

  /** The most units that were seen with replicas of two templates. */
  int mostReplaced() {
    return mostReplaced;
  }

  Map<String, Integer> readyByZone() {
    return Floor.readyByZone(units.values());
  }

  /** Name, zone, spread and template of every unit. */
  Map<String, String> end() {
    return units.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().hash(), (a, b) -> a, TreeMap::new));
  }

  private void operate() {
    List<ObservedUnit> observed = units.values().stream().map(SimulatedUnit::observed).toList();
    ZonePlan plan =
        new ZonePlanner()
            .plan(
                "west",
                edit.availability(),
                edit.units(),
                edit.tierHasZones(),
                zones,
                SingleZone.of(edit.availability(), observed, zones));
    Map<String, PlannedUnit> planned =
        new UnitPlanner()
            .plan(plan, observed).stream()
                .collect(
                    Collectors.toMap(
                        PlannedUnit::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    Map<String, String> hashes =
        planned.values().stream().collect(Collectors.toMap(PlannedUnit::name, this::hash));
    RolloutGoal goal = new RolloutGoal(List.copyOf(planned.values()), hashes, 2, limits);
    RolloutPlan step =
        new RolloutPlanner(goal, observed, Set.of(), START.plusSeconds(round * SECONDS_A_ROUND))
            .plan();
    remaining = step.remaining();
    step.steps().forEach((name, what) -> act(name, what, planned, hashes));
    mostReplaced = Math.max(mostReplaced, replaced());
  }

  private void act(
      String name, UnitStep what, Map<String, PlannedUnit> planned, Map<String, String> hashes) {
    switch (what) {
      case Apply, ApplyWithoutSurge ->
          units
              .computeIfAbsent(name, key -> new SimulatedUnit(planned.get(key)))
              .apply(hashes.get(name), edit.bad(), what == UnitStep.ApplyWithoutSurge);
      case Remove -> {
        units.remove(name);
        floor.check(units.values());
      }
      case Hold -> {}
    }
  }

  private String hash(PlannedUnit unit) {
    return edit.template() + (edit.bad() ? "bad" : "") + "/" + unit.zone() + unit.minimumOfZones();
  }

  private int replaced() {
    return (int)
        units.values().stream()
            .filter(unit -> unit.pods.stream().map(pod -> pod.hash).distinct().count() > 1)
            .count();
  }

  private void progress(SimulatedUnit.Pod pod) {
    if (pod.zone == null) {
      SimulatedUnit owner =
          units.values().stream().filter(u -> u.pods.contains(pod)).findFirst().orElseThrow();
      pod.zone = place(owner, pod).orElse(null);
      boolean waits = pod.zone == null;
      pod.refusedSince =
          !waits
              ? null
              : pod.refusedSince == null
                  ? START.plusSeconds(round * SECONDS_A_ROUND)
                  : pod.refusedSince;
    } else if (!pod.bad && random.nextInt(3) > 0) {
      pod.ready = true;
    }
  }

  private Optional<String> place(SimulatedUnit owner, SimulatedUnit.Pod pod) {
    return zones.stream()
        .filter(zone -> !owner.unit.pinned() || zone.equals(owner.unit.zoneLabel()))
        .filter(zone -> inZone(zone) < room)
        .filter(zone -> ofTemplate(owner, pod, zone) < (owner.unit.pinned() ? 2 : 1))
        .min(Comparator.comparingLong(this::inZone).thenComparing(Function.identity()));
  }

  private long inZone(String zone) {
    return units.values().stream()
        .flatMap(unit -> unit.pods.stream())
        .filter(pod -> zone.equals(pod.zone))
        .count();
  }

  private static long ofTemplate(SimulatedUnit owner, SimulatedUnit.Pod pod, String zone) {
    return owner.pods.stream()
        .filter(other -> zone.equals(other.zone) && other.hash.equals(pod.hash))
        .count();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(edit + ", round " + round + ", left " + remaining);
    units.values().forEach(unit -> text.append("\n  ").append(unit.observed()));
    return text.toString();
  }
}
