package dev.apim.operator.domain.sync;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a revision has come.
 *
 * @param replicas replicas that serve it or a later one
 * @param total replicas that there are
 * @param regions regions in which all replicas do
 * @param totalRegions regions that have any replicas
 */
public record Reach(int replicas, int total, int regions, int totalRegions) {

  /** Adds up the locations; those without replicas count for nothing. */
  public static Reach of(long sequence, Collection<LocationReach> locations) {
    int replicas = 0;
    int total = 0;
    Map<String, Boolean> regions = new HashMap<>();
    for (LocationReach location : locations) {
      int serving = location.serving(sequence);
      total += location.total();
      replicas += serving;
      if (location.total() > 0) {
        regions.merge(location.region(), serving >= location.total(), Boolean::logicalAnd);
      }
    }
    int served = (int) regions.values().stream().filter(whole -> whole).count();
    return new Reach(replicas, total, served, regions.size());
  }

  boolean isComplete() {
    return total > 0 && replicas >= total;
  }

  /** For people. */
  String text() {
    return replicas
        + " of "
        + total
        + " replicas in "
        + regions
        + " of "
        + totalRegions
        + (totalRegions == 1 ? " region serve it" : " regions serve it");
  }
}
