package dev.apim.api.v1alpha1;

/** What a subscription is for. */
public enum SubscriptionScopeType {
  Product,
  Api,
  AllApis
}
