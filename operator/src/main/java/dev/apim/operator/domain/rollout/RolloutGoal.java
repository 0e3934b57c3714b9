package dev.apim.operator.domain.rollout;

import dev.apim.api.v1alpha1.UpdateSpec;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.List;
import java.util.Map;

/**
 * Where a change leads.
 *
 * @param units the units that there should be, in the order in which they are changed
 * @param hashes hash of the template that each should have, by name
 * @param replicasPerUnit replicas of each
 * @param limits how many are replaced at once, and how long one waits for room
 */
public record RolloutGoal(
    List<PlannedUnit> units, Map<String, String> hashes, int replicasPerUnit, UpdateSpec limits) {

  /** Copies the collections. */
  public RolloutGoal {
    units = List.copyOf(units);
    hashes = Map.copyOf(hashes);
  }
}
