package dev.apim.operator.domain.rollout;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of the units that are no longer wanted go now. Where their zone or their way of being
 * placed stays, one goes as soon as the rest hold the zone and the location without it; where that
 * is left, it goes when all that take its place are ready. So no change takes ready replicas below
 * the smaller of before and after (B34, B40, B41).
 */
final class Departures {

  private final Situation situation;
  private final Set<ObservedUnit> staying;

  Departures(Situation situation) {
    this.situation = situation;
    this.staying = new HashSet<>(situation.surplus());
  }

  /** Names of the units that go now. */
  Set<String> names() {
    Set<String> going = new HashSet<>();
    for (ObservedUnit unit : List.copyOf(situation.surplus())) {
      if (mayGo(unit)) {
        staying.remove(unit);
        going.add(unit.unit().name());
      }
    }
    return going;
  }

  private boolean mayGo(ObservedUnit unit) {
    if (situation.ready(unit) == 0 && (!unit.rolling() || roomIsWanted())) {
      return true;
    }
    return placedAlike(unit.unit()) ? restHolds(unit) : replaced();
  }

  /** One that is starting may serve before that is seen, so that only want of room ends it. */
  private boolean roomIsWanted() {
    return situation.planned().stream().anyMatch(situation::outOfRoom);
  }

  private boolean placedAlike(PlannedUnit unit) {
    return situation.planned().stream().anyMatch(other -> alike(other, unit));
  }

  private boolean restHolds(ObservedUnit going) {
    return holds(going, unit -> alike(unit, going.unit())) && holds(going, unit -> true);
  }

  private boolean holds(ObservedUnit going, Predicate<PlannedUnit> which) {
    List<PlannedUnit> counted =
        situation.planned().stream().filter(which).filter(unit -> !situation.lost(unit)).toList();
    int ready = counted.stream().mapToInt(situation::ready).sum();
    int rest =
        staying.stream()
            .filter(unit -> which.test(unit.unit()) && !unit.equals(going))
            .mapToInt(situation::ready)
            .sum();
    int needed = counted.stream().mapToInt(this::needed).sum();
    return ready + rest >= needed;
  }

  /** What has waited for room too long is not waited for where a unit that goes makes that room. */
  private int needed(PlannedUnit unit) {
    boolean roomIsMade =
        situation.outOfRoom(unit)
            && situation.surplus().stream().anyMatch(going -> alike(going.unit(), unit));
    return roomIsMade ? situation.ready(unit) : situation.replicas();
  }

  private boolean replaced() {
    List<PlannedUnit> counted =
        situation.planned().stream().filter(unit -> !situation.lost(unit)).toList();
    return !counted.isEmpty() && counted.stream().allMatch(situation::full);
  }

  private static boolean alike(PlannedUnit one, PlannedUnit other) {
    return Objects.equals(one.zoneLabel(), other.zoneLabel());
  }
}
