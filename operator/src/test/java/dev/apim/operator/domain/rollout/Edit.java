package dev.apim.operator.domain.rollout;

import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.AvailabilitySpec;
import java.util.List;

/**
 * What a user asks of a location at a time.
 *
 * @param zones the zones named; none in mode Automatic
 * @param tierHasZones whether the tier of the instance has zones
 * @param template version of the pod template; a bad one never becomes ready
 */
record Edit(
    AvailabilityMode mode,
    List<String> zones,
    int units,
    boolean tierHasZones,
    int template,
    boolean bad) {

  static Edit automatic(int units) {
    return new Edit(AvailabilityMode.Automatic, List.of(), units, true, 0, false);
  }

  static Edit inOneZone(int units) {
    return new Edit(AvailabilityMode.Automatic, List.of(), units, false, 0, false);
  }

  static Edit over(int units, List<String> zones) {
    AvailabilityMode mode =
        zones.size() == 1 ? AvailabilityMode.Zonal : AvailabilityMode.ZoneRedundant;
    return new Edit(mode, List.copyOf(zones), units, true, 0, false);
  }

  Edit withTemplate(int version) {
    return new Edit(mode, zones, units, tierHasZones, version, bad);
  }

  Edit good() {
    return new Edit(mode, zones, units, tierHasZones, template, false);
  }

  Edit spoiled() {
    return new Edit(mode, zones, units, tierHasZones, template, true);
  }

  AvailabilitySpec availability() {
    return new AvailabilitySpec(mode, zones, null);
  }

  boolean pinned() {
    return !zones.isEmpty();
  }

  int replicasIn(String zone) {
    return zones.contains(zone) ? 2 * units / zones.size() : 0;
  }

  @Override
  public String toString() {
    return mode
        + (tierHasZones ? "" : " in one zone")
        + zones
        + " "
        + units
        + " units, template "
        + template
        + (bad ? " (bad)" : "");
  }
}
