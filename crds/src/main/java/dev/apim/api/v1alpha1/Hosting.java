package dev.apim.api.v1alpha1;

/** Who runs the gateways of a location (B20). */
public enum Hosting {
  Managed,
  SelfHosted
}
