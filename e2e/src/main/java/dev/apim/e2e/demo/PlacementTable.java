package dev.apim.e2e.demo;

import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Replica;
import dev.apim.e2e.region.Site;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Zones x units of both regions: a filled mark is a ready replica, an empty one is not ready. */
final class PlacementTable {
  private PlacementTable() {}

  /** Several lines, for a terminal. */
  static String lines(List<Site> sites) {
    return sites.stream().map(site -> row(site) + "\n").collect(Collectors.joining());
  }

  private static String row(Site site) {
    try {
      return row(site.place(), site.replicas());
    } catch (KubernetesClientException e) {
      return "%-10s  API server does not answer".formatted(site.place().displayName());
    }
  }

  /** A region: its zones with the marks of their units, and how many replicas have no node. */
  static String row(Place place, List<Replica> replicas) {
    StringBuilder text = new StringBuilder("%-10s".formatted(place.displayName()));
    for (String zone : place.zones()) {
      text.append("  zone %s %-14s".formatted(zone, cell(replicas, zone)));
    }
    long waiting = replicas.stream().filter(replica -> replica.zone().isEmpty()).count();
    return text.append(waiting == 0 ? "" : "  " + waiting + " wait for a node").toString();
  }

  /** One line, for a log. */
  static String line(List<Site> sites) {
    return sites.stream().map(PlacementTable::summary).collect(Collectors.joining(" | "));
  }

  private static String summary(Site site) {
    try {
      return site.place().displayName() + " " + site.placement();
    } catch (KubernetesClientException e) {
      return site.place().displayName() + " (API server does not answer)";
    }
  }

  private static String cell(List<Replica> replicas, String zone) {
    return replicas.stream()
        .filter(replica -> replica.zone().equals(zone))
        .collect(
            Collectors.groupingBy(
                Replica::unit,
                TreeMap::new,
                Collectors.mapping(replica -> replica.ready() ? "●" : "○", Collectors.joining())))
        .values()
        .stream()
        .collect(Collectors.joining(" "));
  }
}
