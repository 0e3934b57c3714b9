package dev.apim.api.v1alpha1;

/** Whether a copy is in use, or is a tombstone that the local operator carries out. */
public enum OriginState {
  Active,
  Removed
}
