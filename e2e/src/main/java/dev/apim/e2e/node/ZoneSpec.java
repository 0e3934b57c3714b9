package dev.apim.e2e.node;

import java.util.Map;

/**
 * What a zone shall be.
 *
 * @param index position among the zones of its cluster, from 1; gives its address range
 */
public record ZoneSpec(
    String cluster, String region, String name, int index, int network, int nodes, NodeSize size) {
  static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  /** Whose simulation a node is of, whatever becomes of its other labels. */
  static final String SIMULATION_LABEL = "simulation.apim.dev/zone";

  static final String REGION_LABEL = "topology.kubernetes.io/region";

  String nodeName(int number) {
    return (name.startsWith(cluster + "-") ? name : cluster + "-" + name) + "-" + number;
  }

  Map<String, String> labels() {
    return Map.of(ZONE_LABEL, name, REGION_LABEL, region);
  }

  /** The pods' addresses of a simulated zone. */
  String podRange() {
    return "10." + (200 + network) + "." + index + ".1/24";
  }
}
