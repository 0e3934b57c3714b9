package dev.apim.operator.domain.zone;

/**
 * The units of one zone.
 *
 * @param name the zone as the user names it
 * @param labelValue value of the node label topology.kubernetes.io/zone
 * @param units units pinned to it
 */
public record ZoneShare(String name, String labelValue, int units) {}
