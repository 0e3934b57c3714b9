package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.api.v1alpha1.ReplicaResourcesSpec;
import dev.apim.api.v1alpha1.TierFeatures;
import dev.apim.operator.controller.location.dependent.LocationDecision;
import dev.apim.operator.domain.status.CertificateFacts;
import dev.apim.operator.domain.status.Hindrances;
import dev.apim.operator.domain.status.LocationView;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.Platform;
import dev.apim.operator.remote.FieldOwnership;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gathers what the status of a location is made of. */
final class LocationViews {

  private static final int USUAL_REPLICAS = 2;

  private LocationViews() {}

  /** The view of one loop; while nothing was ever decided, the units are those that there are. */
  static LocationView of(
      GatewayLocation location,
      LocationPlan plan,
      LocationObservation seen,
      Optional<LocationDecision> decision,
      Hindrances hindrances,
      List<CertificateFacts> certificates,
      String version,
      Instant now) {
    List<PlannedUnit> units =
        decision
            .map(LocationDecision::units)
            .orElseGet(() -> seen.units().stream().map(ObservedUnit::unit).toList());
    return new LocationView(
        plan,
        location.getSpec(),
        location.getMetadata().getGeneration(),
        location.getStatus(),
        units,
        seen.instance().map(LocationViews::replicasPerUnit).orElse(USUAL_REPLICAS),
        seen.units(),
        seen.pods(),
        seen.knownZones(),
        seen.cordonedZones(),
        seen.downZones(),
        decision.map(known -> known.rollout().remaining()).orElse(0),
        decision.map(known -> platform(location, known)).orElse(null),
        seen.instance()
            .map(instance -> instance.getSpec().gateway().replicaResources())
            .orElse(new ReplicaResourcesSpec(null, null)),
        seen.configuration(),
        seen.acknowledgements(),
        seen.address().orElse(null),
        plan.copy() ? Optional.of(FieldOwnership.unitsArePushed(location)) : Optional.empty(),
        LocationChanges.isPaused(location),
        hindrances,
        certificates,
        version,
        now);
  }

  /** While any unit is not yet as it should be, the older one of what was told and is to be. */
  static int platform(GatewayLocation location, LocationDecision decision) {
    int wanted = decision.context().platform().number();
    return decision.rollout().remaining() == 0
        ? wanted
        : Optional.ofNullable(location.getStatus())
            .map(LocationViews::told)
            .map(told -> Math.min(told, wanted))
            .orElse(wanted);
  }

  /** Release 0.1.0 told none, and had but one; null where there was no unit. */
  private static Integer told(GatewayLocationStatus status) {
    boolean first = status.platform() == null && !status.units().isEmpty();
    return first ? Integer.valueOf(Platform.FIRST.number()) : status.platform();
  }

  private static int replicasPerUnit(ApiManagementInstance instance) {
    return TierFeatures.of(instance.getSpec().tier()).replicasPerUnit();
  }
}
