package dev.apim.api.v1alpha1;

/** The form of an Authorization header. */
public enum AuthorizationScheme {
  Basic,
  Bearer
}
