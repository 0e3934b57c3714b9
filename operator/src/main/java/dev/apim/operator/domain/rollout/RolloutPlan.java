package dev.apim.operator.domain.rollout;

import java.util.Map;

/**
 * One step of a change, not its end.
 *
 * @param steps what is done with each unit now, by its name
 * @param remaining units that are not yet as they should be
 */
public record RolloutPlan(Map<String, UnitStep> steps, int remaining) {

  /** Copies the map. */
  public RolloutPlan {
    steps = Map.copyOf(steps);
  }

  /** What is done with a unit; a unit that is not planned is left alone. */
  public UnitStep step(String unit) {
    return steps.getOrDefault(unit, UnitStep.Hold);
  }
}
