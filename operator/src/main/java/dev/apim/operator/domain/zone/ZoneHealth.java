package dev.apim.operator.domain.zone;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells which zones are down: all their nodes not ready or gone, and no pod of the location ready
 * there. Where no zone of the cluster has a ready node, the observer is cut off and nothing is said
 * (B57).
 */
public final class ZoneHealth {

  private ZoneHealth() {}

  /**
   * The zones that are down.
   *
   * @param cluster the zones that the cluster has nodes in
   * @param known zones that the cluster has or had, or that units are pinned to
   * @param serving zones in which the location has ready pods, be their nodes labelled or not
   */
  public static Set<String> down(
      Collection<ZoneObservation> cluster, Set<String> known, Set<String> serving) {
    if (cluster.stream().noneMatch(zone -> zone.readyNodes() > 0)) {
      return Set.of();
    }
    Set<String> down = new HashSet<>();
    Set<String> withNodes = new HashSet<>();
    for (ZoneObservation zone : cluster) {
      if (zone.nodes() > 0) {
        withNodes.add(zone.labelValue());
      }
      if (zone.readyNodes() == 0 && zone.readyPods() == 0) {
        down.add(zone.labelValue());
      }
    }
    known.stream()
        .filter(zone -> !withNodes.contains(zone) && !serving.contains(zone))
        .forEach(down::add);
    return down;
  }
}
