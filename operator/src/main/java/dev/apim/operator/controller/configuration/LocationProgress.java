package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.LocationConfigurationStatus;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.sync.LocationReach;
import java.util.Optional;

/** How far a location has come, without what says nothing of it. */
final class LocationProgress {

  private LocationProgress() {}

  /** What a gateway says against the active revision; empty where none does. */
  static Optional<String> refusal(GatewayLocation location) {
    return Optional.ofNullable(location.getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(ConditionType.ConfigurationInSync.name()))
        .filter(condition -> Reason.GatewayErrors.name().equals(condition.reason()))
        .map(Condition::message)
        .findFirst();
  }

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
