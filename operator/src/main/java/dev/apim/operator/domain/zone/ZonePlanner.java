package dev.apim.operator.domain.zone;

import dev.apim.api.v1alpha1.AvailabilitySpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Divides the units of a location among zones: evenly over those named (B28, B29, B34), over all of
 * the cluster where none is named (B24, B37), and into one where the tier has no zones (B37).
 */
public final class ZonePlanner {

  /**
   * @param location name of the location, by which one zone of several is chosen
   * @param availability what the user asks for
   * @param units units in all; a multiple of the zones named
   * @param spreadsOverZones whether the tier has zones
   * @param clusterZones values of the zone label on the cluster's nodes
   * @param latchedZone the one zone in which the units lie already, where the tier has none
   */
  public ZonePlan plan(
      String location,
      AvailabilitySpec availability,
      int units,
      boolean spreadsOverZones,
      Set<String> clusterZones,
      Optional<String> latchedZone) {
    List<String> named = availability.zones().stream().sorted().toList();
    if (!named.isEmpty()) {
      int each = units / named.size();
      return new ZonePlan(
          named.stream()
              .map(zone -> new ZoneShare(zone, availability.labelValue(zone), each))
              .toList(),
          0,
          false);
    }
    if (spreadsOverZones || (clusterZones.isEmpty() && latchedZone.isEmpty())) {
      return new ZonePlan(List.of(), units, spreadsOverZones && clusterZones.size() >= 2);
    }
    String zone = latchedZone.orElseGet(() -> choose(location, clusterZones));
    return new ZonePlan(List.of(new ZoneShare(zone, zone, units)), 0, false);
  }

  private static String choose(String location, Set<String> zones) {
    List<String> sorted = List.copyOf(new TreeSet<>(zones));
    return sorted.get(Math.floorMod(location.hashCode(), sorted.size()));
  }
}
