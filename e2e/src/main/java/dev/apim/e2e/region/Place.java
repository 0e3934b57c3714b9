package dev.apim.e2e.region;

import dev.apim.e2e.cluster.ClusterSpec;
import java.util.List;
import java.util.Locale;

/**
 * A region of {@code examples/two-regions} and how its cluster is made.
 *
 * @param displayName as Azure writes it, "West US"
 * @param zones as users name them
 */
public record Place(String displayName, List<String> zones) {
  /** The regions of {@code examples/two-regions}; the first is the primary. */
  public static final List<Place> ALL =
      List.of(
          new Place("West US", List.of("1", "2", "3")),
          new Place("East Asia", List.of("1", "2", "3")));

  /** A region beside those of the example, by its number there. */
  public static Place more(int number) {
    return number == ALL.size()
        ? new Place("North Europe", List.of("1", "2", "3"))
        : new Place("Region " + number, List.of("1", "2", "3"));
  }

  /** The DNS form, which names the cluster too: {@code westus}. */
  public String dnsName() {
    return normalize(displayName);
  }

  /**
   * The region that the user means, as written or in DNS form.
   *
   * @throws IllegalArgumentException with the names that there are
   */
  public static Place named(String text) {
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
  public String zoneLabel(String zone) {
    String label = zone.startsWith(dnsName() + "-") ? zone : dnsName() + "-" + zone;
    if (!zoneLabels().contains(label)) {
      throw new IllegalArgumentException(
          "no zone " + zone + " in " + displayName + "; there are " + String.join(", ", zones));
    }
    return label;
  }

  /** Values of the nodes' zone label, in the order of {@link #zones}. */
  public List<String> zoneLabels() {
    return zones.stream().map(zone -> dnsName() + "-" + zone).toList();
  }

  /** The zone as users name it whose nodes carry that label; empty for a label of no zone. */
  public String zoneOf(String label) {
    int position = zoneLabels().indexOf(label);
    return position < 0 ? "" : zones.get(position);
  }

  /** How the region's cluster is made. */
  public ClusterSpec cluster(boolean realNodes) {
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
