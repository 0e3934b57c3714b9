package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.operator.domain.topology.MovePlanner;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads from the status of the locations which of them serve where they are to run. */
final class Moves {

  private Moves() {}

  /**
   * Names of the locations whose former cluster may end: clients have had time to find the new one.
   *
   * @param wanted their specs by name, {@code cluster} filled in
   */
  static Set<String> arrived(
      Collection<GatewayLocation> locations, Map<String, GatewayLocationSpec> wanted, Instant now) {
    Set<String> arrived = new TreeSet<>();
    for (GatewayLocation location : locations) {
      String name = location.getMetadata().getName();
      Optional.ofNullable(wanted.get(name))
          .flatMap(spec -> readySince(location, spec.cluster()))
          .filter(since -> !since.plus(MovePlanner.DRAIN).isAfter(now))
          .ifPresent(since -> arrived.add(name));
    }
    return arrived;
  }

  /** Since when a location is ready where its status says that it runs. */
  static Optional<Instant> readySince(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus())
        .map(status -> status.cluster())
        .flatMap(cluster -> readySince(location, cluster));
  }

  /** When the next of them has had its time. */
  static Optional<Instant> next(Collection<GatewayLocation> locations, Instant now) {
    return locations.stream()
        .flatMap(location -> readySince(location).stream())
        .map(since -> since.plus(MovePlanner.DRAIN))
        .filter(end -> end.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> readySince(GatewayLocation location, String cluster) {
    return MovePlanner.readySince(
        location.getStatus(), cluster, location.getMetadata().getGeneration());
  }
}
