package dev.apim.api.v1alpha1;

/** How the units of a location lie in availability zones (B24, B28, B29). */
public enum AvailabilityMode {
  Automatic,
  ZoneRedundant,
  Zonal
}
