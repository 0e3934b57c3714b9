package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Condition;
import java.util.List;

/**
 * How pushing a location to its cluster fares.
 *
 * @param reachable whether the cluster answered the last time
 * @param conditions ClusterReachable, PushConflict and UnitsOverridden, as far as they are known
 */
public record PushReport(boolean reachable, List<Condition> conditions) {

  /** Copies the list. */
  public PushReport {
    conditions = List.copyOf(conditions);
  }
}
