package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.ClusterSpec;
import java.util.List;
import java.util.Locale;

/**
 * One of the lab's regions.
 *
 * @param displayName as Azure writes it, "West US"
 * @param zones as users name them
 */
record Place(String displayName, List<String> zones) {
  /** The regions of {@code examples/two-regions}; the first is the primary. */
  static final List<Place> ALL =
      List.of(
          new Place("West US", List.of("1", "2", "3")),
          new Place("East Asia", List.of("1", "2", "3")));

  /** The DNS form, which names the cluster too: {@code westus}. */
  String dnsName() {
    return normalize(displayName);
  }

  /**
   * The region that the user means, as written or in DNS form.
   *
   * @throws IllegalArgumentException with the names that there are
   */
  static Place named(String text) {
    return ALL.stream()
        .filter(region -> region.dnsName().equals(normalize(text)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no region "
                        + text
                        + "; there are "
                        + String.join(" and ", ALL.stream().map(Place::displayName).toList())));
  }

  /** The value of the nodes' zone label for a zone that the user names "1" or "westus-1". */
  String zoneLabel(String zone) {
    String label = zone.startsWith(dnsName() + "-") ? zone : dnsName() + "-" + zone;
    if (!zoneLabels().contains(label)) {
      throw new IllegalArgumentException(
          "no zone " + zone + " in " + displayName + "; there are " + String.join(", ", zones));
    }
    return label;
  }

  List<String> zoneLabels() {
    return zones.stream().map(zone -> dnsName() + "-" + zone).toList();
  }

  /** How the region's cluster is made. */
  ClusterSpec cluster(boolean realNodes) {
    ClusterSpec spec =
        ClusterSpec.named(dnsName())
            .withRegion(dnsName())
            .withZones(zoneLabels().toArray(String[]::new));
    return realNodes
        ? spec.withNodes(ClusterSpec.Nodes.REAL).withNodesPerZone(1)
        : spec.withNodesPerZone(2);
  }

  private static String normalize(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
