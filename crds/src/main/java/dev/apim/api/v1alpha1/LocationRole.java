package dev.apim.api.v1alpha1;

/** Whether a location is the one whose cluster compiles and pushes the configuration. */
public enum LocationRole {
  Primary,
  Secondary
}
