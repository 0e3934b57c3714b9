package dev.apim.operator.controller.location;

import dev.apim.operator.domain.rollout.RolloutPlan;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.UnitDeployment;
import dev.apim.operator.observe.UnitObserver;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Deployments as one step of a rollout wants them. A unit that goes has none, nor has one that
 * waits while nobody knows what template it was given last: it is left as it is, for what is read
 * from the API server carries fields of others, which applying it would claim.
 */
final class StepDeployments {

  private final LocationContext context;
  private final LocationObservation seen;

  StepDeployments(LocationContext context, LocationObservation seen) {
    this.context = context;
    this.seen = seen;
  }

  /**
   * By name of the unit.
   *
   * @param units those that there should be before those that there are
   * @param wanted what those that there should be are to become
   */
  Map<String, Deployment> of(
      List<PlannedUnit> units, Map<String, Deployment> wanted, RolloutPlan rollout) {
    Map<String, Deployment> deployments = new HashMap<>();
    for (PlannedUnit unit : units) {
      switch (rollout.step(unit.name())) {
        case Apply -> deployments.computeIfAbsent(unit.name(), name -> apply(unit, wanted));
        case ApplyWithoutSurge ->
            deployments.putIfAbsent(unit.name(), UnitDeployment.withoutSurge(context, unit));
        case Hold -> waiting(unit).ifPresent(w -> deployments.putIfAbsent(unit.name(), w));
        case Remove -> {}
      }
    }
    return deployments;
  }

  private Deployment apply(PlannedUnit unit, Map<String, Deployment> wanted) {
    Deployment known = wanted.get(unit.name());
    return known == null ? UnitDeployment.of(context, unit) : known;
  }

  private Optional<Deployment> waiting(PlannedUnit planned) {
    return Optional.ofNullable(seen.deployments().get(planned.name()))
        .flatMap(UnitObserver::template)
        .map(template -> UnitDeployment.waiting(context, as(planned), template));
  }

  /** Its zone is still the one that its template names. */
  private PlannedUnit as(PlannedUnit planned) {
    return seen.units().stream()
        .map(unit -> unit.unit())
        .filter(unit -> unit.name().equals(planned.name()))
        .findFirst()
        .orElse(planned);
  }
}
