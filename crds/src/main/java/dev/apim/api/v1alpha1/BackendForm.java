package dev.apim.api.v1alpha1;

/** What a Backend is. */
public enum BackendForm {
  /** One address. */
  Url,
  /** Several other Backends of the instance. */
  Pool
}
