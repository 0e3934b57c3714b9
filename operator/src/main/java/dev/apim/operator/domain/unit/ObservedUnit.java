package dev.apim.operator.domain.unit;

/**
 * A unit that there is.
 *
 * @param unit name, zone and spread
 * @param templateHash hash of the template that was applied; null where none is known
 * @param desired replicas that its Deployment asks for
 * @param ready replicas that are ready
 * @param rolling whether its Deployment is replacing or starting replicas
 */
public record ObservedUnit(
    PlannedUnit unit, String templateHash, int desired, int ready, boolean rolling) {

  /** Whether every replica is ready and none is being replaced. */
  public boolean whole() {
    return !rolling && ready >= desired;
  }
}
