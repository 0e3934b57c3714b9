package dev.apim.api.v1alpha1;

/** Whether a backend may say itself how long it is left alone. */
public enum RetryAfterMode {
  Accept,
  Ignore
}
