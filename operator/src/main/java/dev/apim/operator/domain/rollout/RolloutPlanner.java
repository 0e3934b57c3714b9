package dev.apim.operator.domain.rollout;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders a change, one step at a time, from nothing but what there is and what there should be, so
 * that a newer edit or a restart in between needs no memory. Missing units are made at once. A new
 * template reaches so many units at a time as the limit says ({@link Turns}), and none while its
 * Deployment ends a replica. A unit that is no longer wanted goes when those that take its place
 * are ready ({@link Departures}; B34, B40, B41).
 */
public final class RolloutPlanner {

  private final Situation situation;

  /**
   * @param observed the units that there are
   * @param downZones values of the zone label of zones that are lost
   * @param now the time, against which waiting for room is measured
   */
  public RolloutPlanner(
      RolloutGoal goal, List<ObservedUnit> observed, Set<String> downZones, Instant now) {
    this.situation = new Situation(goal, observed, downZones, now);
  }

  /** The next step. */
  public RolloutPlan plan() {
    Map<String, UnitStep> steps = new HashMap<>();
    Set<String> turn = new Turns(situation).names();
    for (PlannedUnit unit : situation.planned()) {
      steps.put(unit.name(), waits(unit, turn) ? UnitStep.Hold : apply(unit));
    }
    Set<String> going = new Departures(situation).names();
    for (ObservedUnit unit : situation.surplus()) {
      String name = unit.unit().name();
      steps.put(name, going.contains(name) ? UnitStep.Remove : UnitStep.Hold);
    }
    long unfinished = situation.planned().stream().filter(this::unfinished).count();
    int remaining = (int) unfinished + situation.surplus().size();
    return new RolloutPlan(steps, remaining, situation.nextDeadline());
  }

  private boolean waits(PlannedUnit unit, Set<String> turn) {
    return situation.outdated(unit) && (!turn.contains(unit.name()) || situation.shedding(unit));
  }

  private UnitStep apply(PlannedUnit unit) {
    return goesWithoutSurge(unit) ? UnitStep.ApplyWithoutSurge : UnitStep.Apply;
  }

  /** That unit alone, and only for want of room: one whose replicas fail keeps what it has. */
  private boolean goesWithoutSurge(PlannedUnit unit) {
    if (situation.outdated(unit) || !situation.rolling(unit)) {
      return false;
    }
    return situation.withoutSurge(unit)
        || (situation.outOfRoom(unit)
            && situation.full(unit)
            && situation.planned().stream()
                .filter(other -> !other.equals(unit) && !situation.down(other))
                .allMatch(this::undisturbed));
  }

  private boolean undisturbed(PlannedUnit unit) {
    return situation.full(unit) && !situation.withoutSurge(unit);
  }

  private boolean unfinished(PlannedUnit unit) {
    return !situation.exists(unit) || situation.outdated(unit) || situation.rolling(unit);
  }
}
