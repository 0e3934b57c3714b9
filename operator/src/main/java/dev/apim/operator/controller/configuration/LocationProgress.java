package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import java.util.Optional;

/** How far a location has come, without what says nothing of it. */
final class LocationProgress {

  private LocationProgress() {}

  static Optional<LocationConfigurationStatus> of(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus())
        .map(status -> status.configuration())
        .map(
            known ->
                new LocationConfigurationStatus(
                    null,
                    known.sequence(),
                    known.acknowledgedReplicas(),
                    known.totalReplicas(),
                    null));
  }
}
