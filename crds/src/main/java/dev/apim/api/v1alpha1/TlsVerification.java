package dev.apim.api.v1alpha1;

/** What is checked of a backend's certificate. */
public enum TlsVerification {
  /** Its chain and its name. */
  Full,
  /** Nothing. */
  None
}
