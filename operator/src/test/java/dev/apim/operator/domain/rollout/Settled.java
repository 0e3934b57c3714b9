package dev.apim.operator.domain.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a location must be once nothing is left to do. */
final class Settled {

  private Settled() {}

  /** Skew 0 in zones named, and the same units as where the edit was the first one. */
  static void check(SimulatedLocation location, Edit edit, String story) {
    if (edit.pinned()) {
      TreeMap<String, Integer> exact = new TreeMap<>();
      edit.zones().forEach(zone -> exact.put(zone, edit.replicasIn(zone)));
      assertThat(location.readyByZone()).as(story).isEqualTo(exact);
    }
    SimulatedLocation fresh = new SimulatedLocation(1, 1).edit(edit).settle();
    if (edit.pinned() || edit.tierHasZones()) {
      assertThat(location.end()).as(story).isEqualTo(fresh.end());
    } else {
      assertThat(zones(location)).as(story).hasSize(1);
      assertThat(location.units).as(story).hasSize(edit.units());
    }
    if (!edit.pinned() && edit.tierHasZones()) {
      assertThat(location.units.values())
          .as(story)
          .allMatch(unit -> unit.pods.stream().map(pod -> pod.zone).distinct().count() == 2);
    }
  }

  private static Set<String> zones(SimulatedLocation location) {
    return location.units.values().stream()
        .map(unit -> unit.pods)
        .flatMap(Collection::stream)
        .map(pod -> pod.zone)
        .collect(Collectors.toSet());
  }
}
