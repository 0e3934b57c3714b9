package dev.apim.api.v1alpha1;

/** How an API names its backend. */
public enum BackendType {
  Url,
  Ref
}
