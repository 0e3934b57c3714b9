package dev.apim.api.v1alpha1;

/** How a unit fares (B4): all its replicas ready, some, or none. */
public enum UnitState {
  Ready,
  Degraded,
  Down
}
