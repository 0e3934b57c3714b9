package dev.apim.operator.domain.unit;

import java.time.Instant;

/**
 * A unit that there is.
 *
 * @param unit name, zone and spread
 * @param templateHash hash of the template that was applied; null where none is known
 * @param desired replicas that its Deployment asks for
 * @param ready replicas that are ready
 * @param rolling whether its Deployment is replacing or starting replicas
 * @param noRoomSince since when a replica of it waits for a node; null where none does
 * @param withoutSurge whether it is replaced with one replica fewer, for want of room
 */
public record ObservedUnit(
    PlannedUnit unit,
    String templateHash,
    int desired,
    int ready,
    boolean rolling,
    Instant noRoomSince,
    boolean withoutSurge) {

  /** A unit that has the room that it needs. */
  public ObservedUnit(
      PlannedUnit unit, String templateHash, int desired, int ready, boolean rolling) {
    this(unit, templateHash, desired, ready, rolling, null, false);
  }

  /**
   * Whether a replica more is ready than is asked for. Its Deployment is ending one then, and
   * counts it until it is gone: a template that it is given meanwhile would cost a second one
   * (B41).
   */
  public boolean shedding() {
    return ready > desired;
  }

  /** Whether every replica is ready and none is being replaced. */
  public boolean whole() {
    return !rolling && ready >= desired;
  }
}
