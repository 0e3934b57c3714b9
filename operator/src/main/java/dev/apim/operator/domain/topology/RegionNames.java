package dev.apim.operator.domain.topology;

import dev.apim.api.config.CanonicalJson;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Regions in their DNS form, and the host names made of them (B71, B31). */
public final class RegionNames {

  private static final int LONGEST = 63;
  private static final int HASH_CHARACTERS = 6;

  private RegionNames() {}

  /** The DNS form of a region: "West US" is westus. */
  public static String of(String region) {
    return region.toLowerCase(Locale.ROOT).replaceAll("[ _]", "").replaceAll("^-+|-+$", "");
  }

  static Optional<String> hostname(
      InstanceFacts instance, LocationFacts location, List<LocationFacts> all) {
    if (!location.managed()) {
      return Optional.empty();
    }
    String regionName = of(location.spec().region());
    long number =
        1
            + all.stream()
                .filter(LocationFacts::managed)
                .filter(other -> of(other.spec().region()).equals(regionName))
                .sorted(Comparator.comparing(LocationFacts::name))
                .takeWhile(other -> !other.name().equals(location.name()))
                .count();
    String suffix = String.format(Locale.ROOT, "-%02d", number);
    String label = label(instance.name() + "-" + regionName, LONGEST - suffix.length());
    return Optional.ofNullable(instance.spec().domain())
        .map(domain -> label + suffix + ".regional." + domain);
  }

  /** DNS takes labels of 63 characters: what is longer is cut and told apart by a hash. */
  private static String label(String name, int longest) {
    if (name.length() <= longest) {
      return name;
    }
    String hash = CanonicalJson.sha256(name);
    return name.substring(0, longest - 1 - HASH_CHARACTERS)
        + "-"
        + hash.substring(0, HASH_CHARACTERS);
  }
}
