package dev.apim.api.v1alpha1;

/** How a revision goes to the clusters of the locations. */
public enum ConfigurationRollout {
  /** To all at once; the default. */
  Immediate,
  /** To one after the other, each when all gateways before it serve the revision. */
  Waves
}
