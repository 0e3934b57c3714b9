package dev.apim.operator.domain.unit;

import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.AvailabilitySpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The zone in which a location stays whose tier has no zones (B37): one that it uses already, be it
 * that it comes from a tier with several. The choice stands while the others are left.
 */
public final class SingleZone {

  private SingleZone() {}

  /**
   * The zone, by its label value; empty where no unit is pinned yet.
   *
   * @param clusterZones zones that have nodes; one of these is preferred
   */
  public static Optional<String> of(
      AvailabilitySpec availability, List<ObservedUnit> observed, Set<String> clusterZones) {
    if (availability.mode() != AvailabilityMode.Automatic) {
      return Optional.empty();
    }
    TreeSet<String> used =
        observed.stream()
            .map(unit -> unit.unit().zoneLabel())
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    return used.stream()
        .filter(clusterZones::contains)
        .findFirst()
        .or(() -> used.stream().findFirst());
  }
}
