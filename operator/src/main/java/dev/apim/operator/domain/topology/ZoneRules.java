package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.AvailabilitySpec;
import dev.apim.api.v1alpha1.Reason;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whether the cluster has the zones that a location names (B35, B36). A zone that was accepted once
 * stays accepted when its nodes vanish: clouds delete the nodes of a dead zone.
 */
final class ZoneRules {

  private static final String LABEL = "topology.kubernetes.io/zone";

  private final ClusterFacts clusters;

  ZoneRules(ClusterFacts clusters) {
    this.clusters = clusters;
  }

  Optional<Verdict> location(LocationFacts location) {
    AvailabilitySpec availability = location.spec().availability();
    List<String> missing =
        availability.zones().stream().filter(zone -> !known(location, zone)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Verdict.refused(Reason.ZoneNotFound, message(availability, missing)));
  }

  private boolean known(LocationFacts location, String zone) {
    String value = location.spec().availability().labelValue(zone);
    return clusters.zones().contains(value) || location.latchedZones().contains(value);
  }

  private String message(AvailabilitySpec availability, List<String> missing) {
    String field =
        missing.stream().anyMatch(availability.zoneMapping()::containsKey)
            ? "spec.availability.zoneMapping: "
            : "spec.availability.zones: ";
    String named =
        String.join(", ", missing.stream().map(zone -> describe(availability, zone)).toList());
    if (clusters.zones().isEmpty()) {
      return field
          + named
          + " cannot be used, since no node of cluster "
          + clusters.own()
          + " carries the label "
          + LABEL
          + "; label the nodes, or choose mode Automatic";
    }
    return field
        + named
        + " is no zone of cluster "
        + clusters.own()
        + "; its nodes have "
        + String.join(", ", new TreeSet<>(clusters.zones()))
        + " (label "
        + LABEL
        + ")";
  }

  private static String describe(AvailabilitySpec availability, String zone) {
    String value = availability.labelValue(zone);
    return value.equals(zone) ? zone : zone + " (mapped to " + value + ")";
  }
}
