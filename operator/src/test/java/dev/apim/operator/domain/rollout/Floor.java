package dev.apim.operator.domain.rollout;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an edit must never fall below: in every zone that stays, and in all, the smaller of what is
 * ready before and what is asked for. A replica more than the share of its unit, and the zone of a
 * replica that is being replaced somewhere else, are promised to nobody.
 */
final class Floor {

  private final Edit edit;
  private final Map<String, Integer> byZone = new HashMap<>();
  private final int total;

  /**
   * @param allowance replicas that a unit may go below for want of room
   */
  Floor(Edit edit, Collection<SimulatedUnit> before, int allowance) {
    this.edit = edit;
    int ready = before.stream().mapToInt(unit -> Math.min(2, unit.ready())).sum();
    this.total = Math.min(ready, 2 * edit.units()) - allowance;
    Map<String, Integer> promised = new HashMap<>();
    for (SimulatedUnit unit : before) {
      if (unit.unit.pinned()) {
        promised.merge(unit.unit.zoneLabel(), Math.min(2, unit.ready()), Integer::sum);
      } else if (unit.settled()) {
        unit.pods.stream()
            .filter(pod -> pod.ready)
            .forEach(pod -> promised.merge(pod.zone, 1, Integer::sum));
      }
    }
    for (String zone : edit.zones()) {
      int least = Math.min(promised.getOrDefault(zone, 0), edit.replicasIn(zone));
      byZone.put(zone, least - allowance);
    }
  }

  void check(Collection<SimulatedUnit> now) {
    int ready = now.stream().mapToInt(SimulatedUnit::ready).sum();
    if (ready < total) {
      throw new AssertionError(edit + ": " + ready + " ready, floor " + total);
    }
    if (!byZone.isEmpty()) {
      Map<String, Integer> zones = readyByZone(now);
      byZone.forEach(
          (zone, least) -> {
            if (zones.getOrDefault(zone, 0) < least) {
              throw new AssertionError(edit + ": " + zones + ", floor of " + zone + " " + least);
            }
          });
    }
  }

  static Map<String, Integer> readyByZone(Collection<SimulatedUnit> units) {
    Map<String, Integer> ready = new TreeMap<>();
    units.stream()
        .flatMap(unit -> unit.pods.stream())
        .filter(pod -> pod.ready)
        .forEach(pod -> ready.merge(pod.zone, 1, Integer::sum));
    return ready;
  }
}
