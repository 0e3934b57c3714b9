package dev.apim.operator.manifest;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On which platform the units of a location are made (B39). As long as all that there are were made
 * on an older one, from what is asked for now and in the zones that are asked for now, it stays
 * there, units that are added or healed included. What changes its pods or its zones moves it, unit
 * by unit as every change, and whole: one unit on the current platform takes the others along.
 */
public final class PlatformChoice {

  private PlatformChoice() {}

  /**
   * The platform.
   *
   * @param context on the current platform
   * @param planned the units that there should be
   * @param hashes hashes of their templates on the current platform, by name
   * @param observed the units that there are
   */
  public static Platform of(
      LocationContext context,
      List<PlannedUnit> planned,
      Map<String, String> hashes,
      List<ObservedUnit> observed) {
    boolean moved =
        observed.stream()
            .anyMatch(unit -> Objects.equals(unit.templateHash(), hashes.get(unit.unit().name())));
    boolean sameZones =
        zones(planned.stream()).equals(zones(observed.stream().map(ObservedUnit::unit)));
    if (observed.isEmpty() || moved || !sameZones) {
      return Platform.CURRENT;
    }
    return Arrays.stream(Platform.values())
        .filter(platform -> platform != Platform.CURRENT)
        .filter(platform -> observed.stream().allMatch(unit -> isOf(platform, context, unit)))
        .findFirst()
        .orElse(Platform.CURRENT);
  }

  private static boolean isOf(Platform platform, LocationContext context, ObservedUnit unit) {
    return UnitDeployment.of(context.on(platform), unit.unit())
        .getMetadata()
        .getAnnotations()
        .get(Labels.TEMPLATE_HASH)
        .equals(unit.templateHash());
  }

  /** Pinned to none is a place of its own. */
  private static Set<String> zones(Stream<PlannedUnit> units) {
    return units.map(PlannedUnit::zoneLabel).collect(Collectors.toCollection(HashSet::new));
  }
}
