package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Hosting;
import dev.apim.operator.domain.rollout.RolloutPlan;
import dev.apim.operator.domain.rollout.UnitStep;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.LocationContext;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one loop has decided for a location.
 *
 * @param context what its manifests are made of
 * @param units the units that there should be
 * @param deployments the Deployments as this step wants them, by unit; none of one that is left
 * @param rollout what is done with each unit now
 * @param revisions the accepted specs that are kept
 * @param zones the zones that units are pinned to, those of units that are going included
 * @param unpinned whether any unit is pinned to none
 * @param secrets names of the Secrets that carry values to its gateways
 */
public record LocationDecision(
    LocationContext context,
    List<PlannedUnit> units,
    Map<String, Deployment> deployments,
    RolloutPlan rollout,
    List<ControllerRevision> revisions,
    Set<String> zones,
    boolean unpinned,
    Set<String> secrets) {

  static final String KEY = "decision";

  boolean managed() {
    return context.spec().hosting() == Hosting.Managed;
  }

  /** Whether a unit is left as it is: it waits for its turn, and has no manifest meanwhile. */
  boolean leaves(String unit) {
    return rollout.step(unit) == UnitStep.Hold && !deployments.containsKey(unit);
  }

  Matched.Essence essence(GatewayLocation location) {
    return new Matched.Essence(
        location.getMetadata().getUid(), context, units, rollout.steps(), secrets);
  }

  /** Leaves the decision where the dependents of this loop find it. */
  public void put(Context<GatewayLocation> context) {
    context.managedWorkflowAndDependentResourceContext().put(KEY, this);
  }

  static LocationDecision of(Context<GatewayLocation> context) {
    return context
        .managedWorkflowAndDependentResourceContext()
        .getMandatory(KEY, LocationDecision.class);
  }
}
