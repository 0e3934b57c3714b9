package dev.apim.operator.domain.topology;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Regions in their DNS form, and the host names made of them (B71, B31). */
public final class RegionNames {

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
    return Optional.ofNullable(instance.spec().domain())
        .map(
            domain ->
                String.format(
                    Locale.ROOT,
                    "%s-%s-%02d.regional.%s",
                    instance.name(),
                    regionName,
                    number,
                    domain));
  }
}
