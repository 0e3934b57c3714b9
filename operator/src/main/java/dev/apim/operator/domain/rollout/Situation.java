package dev.apim.operator.domain.rollout;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The units that there are beside those that there should be: what one can ask of a unit. */
final class Situation {

  private final RolloutGoal goal;
  private final Map<String, ObservedUnit> observed;
  private final Set<String> downZones;
  private final Instant now;

  Situation(RolloutGoal goal, List<ObservedUnit> observed, Set<String> downZones, Instant now) {
    this.goal = goal;
    this.observed =
        observed.stream()
            .collect(Collectors.toMap(u -> u.unit().name(), Function.identity(), (a, b) -> a));
    this.downZones = Set.copyOf(downZones);
    this.now = now;
  }

  List<PlannedUnit> planned() {
    return goal.units();
  }

  /** The units that are no longer wanted. */
  List<ObservedUnit> surplus() {
    Set<String> wanted = goal.units().stream().map(PlannedUnit::name).collect(Collectors.toSet());
    return observed.values().stream()
        .filter(unit -> !wanted.contains(unit.unit().name()))
        .sorted(Comparator.comparing((ObservedUnit unit) -> unit.unit().name()).reversed())
        .toList();
  }

  int replicas() {
    return goal.replicasPerUnit();
  }

  int mostAtOnce() {
    return goal.limits().maxUnitsAtOnce();
  }

  boolean exists(PlannedUnit unit) {
    return observed.containsKey(unit.name());
  }

  boolean outdated(PlannedUnit unit) {
    return actual(unit)
        .filter(seen -> !goal.hashes().get(unit.name()).equals(seen.templateHash()))
        .isPresent();
  }

  boolean whole(PlannedUnit unit) {
    return actual(unit).filter(ObservedUnit::whole).isPresent();
  }

  boolean rolling(PlannedUnit unit) {
    return actual(unit).filter(ObservedUnit::rolling).isPresent();
  }

  boolean shedding(PlannedUnit unit) {
    return actual(unit).filter(ObservedUnit::shedding).isPresent();
  }

  boolean withoutSurge(PlannedUnit unit) {
    return actual(unit).filter(ObservedUnit::withoutSurge).isPresent();
  }

  /** Ready replicas, without the one by which a unit exceeds its share while it is replaced. */
  int ready(PlannedUnit unit) {
    return actual(unit).map(this::ready).orElse(0);
  }

  int ready(ObservedUnit unit) {
    return Math.min(unit.ready(), replicas());
  }

  /** Whether the unit serves as much as it should, be it new, old or in between. */
  boolean full(PlannedUnit unit) {
    return ready(unit) >= replicas();
  }

  boolean down(PlannedUnit unit) {
    return unit.pinned() && downZones.contains(unit.zoneLabel());
  }

  /** Whether a unit was complete and is lost with its zone, so that nothing can wait for it. */
  boolean lost(PlannedUnit unit) {
    return down(unit) && exists(unit) && !rolling(unit);
  }

  /** Whether a replica of the unit has waited for a node until the deadline. */
  boolean outOfRoom(PlannedUnit unit) {
    return roomDeadline(unit).filter(deadline -> !deadline.isAfter(now)).isPresent();
  }

  /** The next time at which a unit that waits for room has waited long enough. */
  Optional<Instant> nextDeadline() {
    return planned().stream()
        .flatMap(unit -> roomDeadline(unit).stream())
        .filter(deadline -> deadline.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private Optional<Instant> roomDeadline(PlannedUnit unit) {
    Duration patience = Duration.ofSeconds(goal.limits().progressDeadlineSeconds());
    return actual(unit).map(ObservedUnit::noRoomSince).map(since -> since.plus(patience));
  }

  private Optional<ObservedUnit> actual(PlannedUnit unit) {
    return Optional.ofNullable(observed.get(unit.name()));
  }
}
