package dev.apim.operator.manifest;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On which platform the units of a location are made (B39). As long as one that there is was made
 * on an older one, from what is asked for now, and none on the current one, it stays there, units
 * that are added or healed included: what somebody deleted or edited by hand moves nothing. What
 * changes its pods or the zones that are asked for moves it, unit by unit as every change, and
 * whole: one unit on the current platform takes the others along.
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
   * @param before what was accepted last, in the loop before this one, empty where nothing is
   *     known; read where it matters only
   */
  public static Platform of(
      LocationContext context,
      List<PlannedUnit> planned,
      Map<String, String> hashes,
      List<ObservedUnit> observed,
      Supplier<Optional<AcceptedSpec>> before) {
    boolean moved =
        observed.stream()
            .filter(unit -> unit.templateHash() != null)
            .anyMatch(unit -> unit.templateHash().equals(hashes.get(unit.unit().name())));
    if (observed.isEmpty() || moved || otherZones(context, planned, observed, before)) {
      return Platform.CURRENT;
    }
    return Arrays.stream(Platform.values())
        .filter(platform -> platform != Platform.CURRENT)
        .filter(platform -> observed.stream().anyMatch(unit -> isOf(platform, context, unit)))
        .findFirst()
        .orElse(Platform.CURRENT);
  }

  /**
   * Whether other zones are asked for than before. A unit where none is asked for says so; that one
   * is missing does not, since it may have been deleted.
   */
  private static boolean otherZones(
      LocationContext context,
      List<PlannedUnit> planned,
      List<ObservedUnit> observed,
      Supplier<Optional<AcceptedSpec>> before) {
    Set<String> asked = Set.copyOf(context.spec().availability().zones());
    return !zones(planned.stream()).containsAll(zones(observed.stream().map(ObservedUnit::unit)))
        || before
            .get()
            .map(spec -> Set.copyOf(spec.location().availability().zones()))
            .filter(zones -> !zones.equals(asked))
            .isPresent();
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
