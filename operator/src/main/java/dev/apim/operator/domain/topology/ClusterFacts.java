package dev.apim.operator.domain.topology;

import java.util.Set;

/**
 * What is known of the clusters.
 *
 * @param own name of the operator's own GatewayCluster
 * @param known names of all GatewayClusters that there are, the own one included
 * @param zones values of the zone label on the own cluster's nodes
 */
public record ClusterFacts(String own, Set<String> known, Set<String> zones) {

  /** Copies the sets. */
  public ClusterFacts {
    known = Set.copyOf(known);
    zones = Set.copyOf(zones);
  }
}
