package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.OperatorStatus;
import dev.apim.compiler.Ceiling;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What the oldest of the clusters that serve an instance can read. */
final class OldestReader {

  private OldestReader() {}

  /** The schema level that a location's cluster reads; empty while it has not said so. */
  static Optional<Integer> level(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus())
        .map(GatewayLocationStatus::operator)
        .map(OperatorStatus::schemaLevel);
  }

  /** The lowest level, and whose it is. */
  static Ceiling among(Collection<GatewayLocation> locations) {
    return locations.stream()
        .filter(location -> level(location).isPresent())
        .min(Comparator.comparing(location -> level(location).orElseThrow()))
        .map(location -> new Ceiling(level(location).orElseThrow(), whose(location)))
        .orElse(Ceiling.NONE);
  }

  private static String whose(GatewayLocation location) {
    return "the cluster \""
        + location.getStatus().cluster()
        + "\" (location \""
        + location.getMetadata().getName()
        + "\", version "
        + location.getStatus().operator().version()
        + ")";
  }
}
