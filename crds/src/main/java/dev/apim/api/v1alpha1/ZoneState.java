package dev.apim.api.v1alpha1;

/**
 * How a zone of a location fares: all replicas ready, some missing, or node and pod evidence that
 * it is lost.
 */
public enum ZoneState {
  Ready,
  Degraded,
  Down
}
