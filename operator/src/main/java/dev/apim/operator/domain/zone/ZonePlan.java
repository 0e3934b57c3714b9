package dev.apim.operator.domain.zone;

import java.util.List;

/**
 * How the units of a location lie in zones.
 *
 * @param shares units pinned to each zone, by name
 * @param unpinnedUnits units pinned to none
 * @param minimumOfZones whether an unpinned unit made now must lie in two zones
 */
public record ZonePlan(List<ZoneShare> shares, int unpinnedUnits, boolean minimumOfZones) {

  /** Copies the list. */
  public ZonePlan {
    shares = List.copyOf(shares);
  }

  /** Whether units are pinned to zones. */
  public boolean pinned() {
    return !shares.isEmpty();
  }
}
