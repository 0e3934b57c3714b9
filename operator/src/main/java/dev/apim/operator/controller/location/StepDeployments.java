package dev.apim.operator.controller.location;

import dev.apim.operator.domain.rollout.RolloutPlan;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.manifest.UnitDeployment;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Deployments as one step of a rollout wants them; a unit that goes has none. */
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
   */
  Map<String, Deployment> of(List<PlannedUnit> units, RolloutPlan rollout) {
    Map<String, Deployment> deployments = new HashMap<>();
    for (PlannedUnit unit : units) {
      switch (rollout.step(unit.name())) {
        case Apply -> deployments.putIfAbsent(unit.name(), UnitDeployment.of(context, unit));
        case ApplyWithoutSurge ->
            deployments.putIfAbsent(unit.name(), UnitDeployment.withoutSurge(context, unit));
        case Hold -> deployments.putIfAbsent(unit.name(), waiting(unit));
        case Remove -> {}
      }
    }
    return deployments;
  }

  /** One whose last template is not known is left as it is. */
  private Deployment waiting(PlannedUnit planned) {
    Deployment actual = seen.deployments().get(planned.name());
    PodTemplateSpec template = seen.templates().get(planned.name());
    return template == null ? actual : UnitDeployment.waiting(context, as(planned), template);
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
