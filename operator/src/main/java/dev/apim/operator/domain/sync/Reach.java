package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import java.util.Collection;

/**
 * How far a revision has come.
 *
 * @param replicas replicas that serve it or a later one
 * @param total replicas that there are
 */
public record Reach(int replicas, int total) {

  /** Adds up the locations; those that have not told anything count for nothing. */
  public static Reach of(long sequence, Collection<LocationConfigurationStatus> locations) {
    int replicas = 0;
    int total = 0;
    for (LocationConfigurationStatus location : locations) {
      total += orZero(location.totalReplicas());
      if (location.sequence() != null && location.sequence() >= sequence) {
        replicas += orZero(location.acknowledgedReplicas());
      }
    }
    return new Reach(replicas, total);
  }

  boolean isComplete() {
    return total > 0 && replicas >= total;
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
