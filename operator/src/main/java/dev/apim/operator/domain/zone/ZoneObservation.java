package dev.apim.operator.domain.zone;

/**
 * What is seen of a zone of the cluster, and of a location's pods in it.
 *
 * @param labelValue value of the zone label
 * @param nodes nodes that there are
 * @param readyNodes nodes that are ready
 * @param schedulableNodes those among the ready ones that are not cordoned
 * @param pods pods of the location in the zone
 * @param readyPods those that are ready
 */
public record ZoneObservation(
    String labelValue, int nodes, int readyNodes, int schedulableNodes, int pods, int readyPods) {

  /** Whether the zone has nodes that are well, and all of them are cordoned. */
  public boolean cordoned() {
    return readyNodes > 0 && schedulableNodes == 0;
  }
}
