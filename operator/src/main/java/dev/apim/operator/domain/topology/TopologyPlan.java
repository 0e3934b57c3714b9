package dev.apim.operator.domain.topology;

import java.util.Map;
import java.util.Optional;

/**
 * What becomes of an instance and its locations.
 *
 * @param instance whether the instance is accepted
 * @param primary name of the primary location, the last one while a new one is not accepted
 * @param holder whether this operator compiles and publishes: the primary runs in its cluster
 * @param locations by name
 */
public record TopologyPlan(
    Verdict instance,
    Optional<String> primary,
    boolean holder,
    Map<String, LocationPlan> locations) {

  /** Copies the map. */
  public TopologyPlan {
    locations = Map.copyOf(locations);
  }

  /** Plan of a location. */
  public Optional<LocationPlan> location(String name) {
    return Optional.ofNullable(locations.get(name));
  }
}
