package dev.apim.e2e.cluster;

import dev.apim.e2e.controlplane.Timings;
import dev.apim.e2e.node.NodeSize;
import java.util.List;

/**
 * What a test wants of a cluster.
 *
 * @param name DNS label; begins the nodes' names
 * @param region value of the nodes' region label
 * @param zones values of the nodes' zone label
 * @param nodes simulated in the API only, or real (root on Linux)
 */
public record ClusterSpec(
    String name,
    String region,
    List<String> zones,
    int nodesPerZone,
    NodeSize nodeSize,
    Nodes nodes,
    Timings timings) {

  /** How nodes come to be. */
  public enum Nodes {
    SIMULATED,
    REAL
  }

  public ClusterSpec {
    zones = List.copyOf(zones);
  }

  /** Three zones "1", "2", "3" with two roomy simulated nodes each, and fast outages. */
  public static ClusterSpec named(String name) {
    return new ClusterSpec(
        name, name, List.of("1", "2", "3"), 2, NodeSize.roomy(), Nodes.SIMULATED, Timings.fast());
  }

  public ClusterSpec withRegion(String value) {
    return new ClusterSpec(name, value, zones, nodesPerZone, nodeSize, nodes, timings);
  }

  public ClusterSpec withZones(String... values) {
    return new ClusterSpec(name, region, List.of(values), nodesPerZone, nodeSize, nodes, timings);
  }

  public ClusterSpec withNodesPerZone(int value) {
    return new ClusterSpec(name, region, zones, value, nodeSize, nodes, timings);
  }

  public ClusterSpec withNodeSize(NodeSize value) {
    return new ClusterSpec(name, region, zones, nodesPerZone, value, nodes, timings);
  }

  public ClusterSpec withNodes(Nodes value) {
    return new ClusterSpec(name, region, zones, nodesPerZone, nodeSize, value, timings);
  }

  public ClusterSpec withTimings(Timings value) {
    return new ClusterSpec(name, region, zones, nodesPerZone, nodeSize, nodes, value);
  }
}
