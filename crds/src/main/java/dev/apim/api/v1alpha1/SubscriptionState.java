package dev.apim.api.v1alpha1;

/** Whether the keys of a subscription open anything. */
public enum SubscriptionState {
  Active,
  Suspended
}
