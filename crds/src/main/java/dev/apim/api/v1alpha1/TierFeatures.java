package dev.apim.api.v1alpha1;

import java.util.Map;

/**
 * What a tier allows, one row each (B3, B11-B15, B18, B19).
 *
 * @param replicasPerUnit replicas of one scale unit; 0 where the tier has no units
 * @param maxUnits most units per location
 * @param zones whether availability zones may be chosen and are used by default
 * @param maxLocations most locations of an instance
 * @param selfHosted whether self-hosted locations are allowed
 * @param production whether the tier comes with a service level
 * @param supported whether this version of the product runs the tier
 */
public record TierFeatures(
    int replicasPerUnit,
    int maxUnits,
    boolean zones,
    int maxLocations,
    boolean selfHosted,
    boolean production,
    boolean supported) {

  private static final int ANY = Integer.MAX_VALUE;

  private static final Map<Tier, TierFeatures> TABLE =
      Map.of(
          Tier.Developer, new TierFeatures(2, 1, false, 1, true, false, true),
          Tier.Basic, new TierFeatures(2, 2, false, 1, false, true, true),
          Tier.Standard, new TierFeatures(2, 4, false, 1, false, true, true),
          Tier.Premium, new TierFeatures(2, 31, true, ANY, true, true, true),
          Tier.BasicV2, new TierFeatures(2, 10, false, 1, false, true, true),
          Tier.StandardV2, new TierFeatures(2, 10, false, 1, false, true, true),
          Tier.PremiumV2, new TierFeatures(2, 30, false, 1, false, true, true),
          Tier.Consumption, new TierFeatures(0, 0, false, 1, false, true, false));

  /** The row of a tier. */
  public static TierFeatures of(Tier tier) {
    return TABLE.get(tier);
  }
}
