package dev.apim.operator.domain.unit;

/**
 * A unit that there should be.
 *
 * @param name its stable name: zone and number, or auto and number
 * @param zone zone as the user names it; null where it is pinned to none
 * @param zoneLabel value of the node label; null where it is pinned to none
 * @param minimumOfZones for an unpinned unit: whether its replicas must lie in two zones
 */
public record PlannedUnit(String name, String zone, String zoneLabel, boolean minimumOfZones) {

  /** Whether the unit is pinned to a zone. */
  public boolean pinned() {
    return zone != null;
  }
}
