package dev.apim.api.v1alpha1;

/** Who acts when a zone is lost (B21): the platform carries on by itself, or the user has to. */
public enum OutageActor {
  Platform,
  User
}
