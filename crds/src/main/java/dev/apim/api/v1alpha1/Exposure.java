package dev.apim.api.v1alpha1;

/** How the gateways of a location are reached (B47). */
public enum Exposure {
  External,
  Internal,
  None
}
