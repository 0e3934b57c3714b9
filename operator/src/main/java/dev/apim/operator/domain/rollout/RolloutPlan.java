package dev.apim.operator.domain.rollout;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a change, not its end.
 *
 * @param steps what is done with each unit now, by its name
 * @param remaining units that are not yet as they should be
 * @param deadline when the next step may follow from time alone
 */
public record RolloutPlan(Map<String, UnitStep> steps, int remaining, Optional<Instant> deadline) {

  /** Copies the map. */
  public RolloutPlan {
    steps = Map.copyOf(steps);
  }

  /** What is done with a unit; a unit that is not planned is left alone. */
  public UnitStep step(String unit) {
    return steps.getOrDefault(unit, UnitStep.Hold);
  }
}
