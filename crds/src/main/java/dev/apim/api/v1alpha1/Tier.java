package dev.apim.api.v1alpha1;

/** The service tiers by their Azure names. What a tier allows is data, in {@link TierFeatures}. */
public enum Tier {
  Developer,
  Basic,
  Standard,
  Premium,
  BasicV2,
  StandardV2,
  PremiumV2,
  Consumption
}
