package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import dev.apim.operator.domain.sync.LocationReach;
import java.util.Optional;

/** How far a location has come, without what says nothing of it. */
final class LocationProgress {

  private LocationProgress() {}

  static Optional<LocationReach> of(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus())
        .map(status -> status.configuration())
        .map(known -> reach(location.getSpec().region(), known));
  }

  private static LocationReach reach(String region, LocationConfigurationStatus known) {
    return new LocationReach(
        region,
        known.sequence(),
        orZero(known.acknowledgedReplicas()),
        orZero(known.totalReplicas()));
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
