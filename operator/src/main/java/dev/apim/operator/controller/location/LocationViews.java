package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.ReplicaResourcesSpec;
import dev.apim.api.v1alpha1.TierFeatures;
import dev.apim.operator.controller.location.dependent.LocationDecision;
import dev.apim.operator.domain.status.CertificateFacts;
import dev.apim.operator.domain.status.LocationView;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.remote.FieldOwnership;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
      Set<String> taken,
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
        decision.map(known -> known.context().platform().number()).orElse(null),
        seen.instance()
            .map(instance -> instance.getSpec().gateway().replicaResources())
            .orElse(new ReplicaResourcesSpec(null, null)),
        seen.configuration(),
        seen.acknowledgements(),
        seen.address().orElse(null),
        plan.copy() ? Optional.of(FieldOwnership.unitsArePushed(location)) : Optional.empty(),
        LocationChanges.isPaused(location),
        taken,
        certificates,
        version,
        now);
  }

  private static int replicasPerUnit(ApiManagementInstance instance) {
    return TierFeatures.of(instance.getSpec().tier()).replicasPerUnit();
  }
}
