package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.DisruptionBudget;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The budgets of a location: one for each zone, one for the units that are pinned to none. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer =
        @Informer(
            labelSelector = Labels.MANAGED,
            comparableResourceVersions = false,
            onUpdateFilter = BudgetChanges.class))
public class BudgetDependentResource extends LocationBulkDependent<PodDisruptionBudget> {

  BudgetDependentResource() {
    super(PodDisruptionBudget.class);
  }

  @Override
  public Map<ResourceID, PodDisruptionBudget> desiredResources(
      GatewayLocation location, Context<GatewayLocation> context) {
    LocationDecision decision = LocationDecision.of(context);
    List<PodDisruptionBudget> budgets = new ArrayList<>();
    decision.zones().forEach(z -> budgets.add(DisruptionBudget.ofZone(decision.context(), z)));
    if (decision.unpinned()) {
      budgets.add(DisruptionBudget.ofUnpinned(decision.context()));
    }
    return byId(budgets);
  }
}
