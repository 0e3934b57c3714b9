package dev.apim.api.v1alpha1;

/** Where a line for each request goes. */
public enum AccessLog {
  None,
  Stdout
}
