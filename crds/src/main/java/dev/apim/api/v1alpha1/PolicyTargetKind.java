package dev.apim.api.v1alpha1;

/** The kinds that a policy can apply to. */
public enum PolicyTargetKind {
  ApiManagementInstance,
  Product,
  Api
}
