package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.region.Place;
import java.util.Set;

/** What runs, as a table for people. */
final class LabStatus {
  private final Lab lab;

  LabStatus(Lab lab) {
    this.lab = lab;
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            "%-12s %-10s %-14s %-10s %s%n"
                .formatted("REGION", "NODES", "CONTROL PLANE", "OPERATOR", "ZONES"));
    for (Place place : Place.ALL) {
      text.append(
          lab.has(place)
              ? line(new LabRegion(lab, place))
              : "%-12s %s%n".formatted(place.displayName(), "not up"));
    }
    return text.toString();
  }

  private static String line(LabRegion region) {
    LocalCluster cluster = region.cluster();
    return "%-12s %-10s %-14s %-10s %s%n"
        .formatted(
            region.place().displayName(),
            cluster.spec().nodes().name().toLowerCase(java.util.Locale.ROOT),
            cluster.running() ? "running" : "stopped",
            region.operatorRuns() ? "running" : "stopped",
            zones(region.place(), cluster.failedZones()));
  }

  private static String zones(Place place, Set<String> failed) {
    return String.join(
        ", ",
        place.zones().stream()
            .map(zone -> zone + (failed.contains(place.zoneLabel(zone)) ? " silent" : " up"))
            .toList());
  }
}
