package dev.apim.operator.domain.rollout;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Orders a change. Missing units are made at once. A new template reaches one unit at a time, a
 * zone before the next, and only while all others are whole or their zone is down; a unit that is
 * not whole may always be replaced, which is also how a bad change is taken back. A unit that is no
 * longer wanted goes when those that take its place are ready (B34, B40, B41).
 */
public final class RolloutPlanner {

  private final List<PlannedUnit> planned;
  private final Map<String, String> hashes;
  private final Map<String, ObservedUnit> observed;
  private final Set<String> downZones;

  /**
   * @param planned the units that there should be, in order
   * @param hashes hash of the template that each should have, by name
   * @param observed the units that there are
   * @param downZones values of the zone label of zones that are lost
   */
  public RolloutPlanner(
      List<PlannedUnit> planned,
      Map<String, String> hashes,
      List<ObservedUnit> observed,
      Set<String> downZones) {
    this.planned = List.copyOf(planned);
    this.hashes = Map.copyOf(hashes);
    this.observed =
        observed.stream()
            .collect(Collectors.toMap(u -> u.unit().name(), Function.identity(), (a, b) -> a));
    this.downZones = Set.copyOf(downZones);
  }

  /** The next step. */
  public RolloutPlan plan() {
    Map<String, UnitStep> steps = new HashMap<>();
    Optional<PlannedUnit> turn = nextToChange();
    for (PlannedUnit unit : planned) {
      boolean apply = mayApply(unit) || turn.filter(unit::equals).isPresent();
      steps.put(unit.name(), apply ? UnitStep.Apply : UnitStep.Hold);
    }
    Set<String> wanted = planned.stream().map(PlannedUnit::name).collect(Collectors.toSet());
    List<ObservedUnit> surplus =
        observed.values().stream().filter(unit -> !wanted.contains(unit.unit().name())).toList();
    for (ObservedUnit unit : surplus) {
      steps.put(unit.unit().name(), mayGo(unit) ? UnitStep.Remove : UnitStep.Hold);
    }
    long unfinished = planned.stream().filter(this::unfinished).count();
    return new RolloutPlan(steps, (int) unfinished + surplus.size());
  }

  private boolean mayApply(PlannedUnit unit) {
    ObservedUnit actual = observed.get(unit.name());
    return actual == null || !outdated(unit, actual) || !actual.whole();
  }

  private Optional<PlannedUnit> nextToChange() {
    boolean othersWhole =
        planned.stream().filter(unit -> !down(unit)).allMatch(unit -> whole(unit.name()));
    if (!othersWhole) {
      return Optional.empty();
    }
    return planned.stream().filter(unit -> outdated(unit, observed.get(unit.name()))).findFirst();
  }

  private boolean mayGo(ObservedUnit unit) {
    return unit.ready() == 0
        || planned.stream().filter(other -> !down(other)).allMatch(other -> serves(other.name()));
  }

  private boolean unfinished(PlannedUnit unit) {
    ObservedUnit actual = observed.get(unit.name());
    return actual == null || outdated(unit, actual) || actual.rolling();
  }

  private boolean outdated(PlannedUnit unit, ObservedUnit actual) {
    return actual != null && !hashes.get(unit.name()).equals(actual.templateHash());
  }

  private boolean whole(String unit) {
    return observed.containsKey(unit) && observed.get(unit).whole();
  }

  /** A unit that has lost a replica keeps no surplus unit alive; one that is not up yet does. */
  private boolean serves(String unit) {
    ObservedUnit actual = observed.get(unit);
    return actual != null && (actual.whole() || (actual.ready() > 0 && !actual.rolling()));
  }

  private boolean down(PlannedUnit unit) {
    return unit.pinned() && downZones.contains(unit.zoneLabel());
  }
}
