package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.rollout.UnitStep;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.Matcher.Result;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.stream.Collectors;

/** The units of a location. One that the rollout holds is desired as it is. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = false,
    informer = @Informer(labelSelector = Labels.MANAGED, comparableResourceVersions = false))
public class UnitDependentResource extends LocationBulkDependent<Deployment> {

  UnitDependentResource() {
    super(Deployment.class);
  }

  @Override
  public Map<ResourceID, Deployment> desiredResources(
      GatewayLocation location, Context<GatewayLocation> context) {
    LocationDecision decision = LocationDecision.of(context);
    Map<ResourceID, Deployment> desired =
        getSecondaryResources(location, context).entrySet().stream()
            .filter(entry -> step(decision, entry.getValue()) == UnitStep.Hold)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    decision.deployments().values().stream()
        .filter(deployment -> step(decision, deployment) == UnitStep.Apply)
        .forEach(deployment -> desired.put(ResourceID.fromResource(deployment), deployment));
    return desired;
  }

  @Override
  @SuppressWarnings("ReferenceEquality")
  public Result<Deployment> match(
      Deployment actual,
      Deployment desired,
      GatewayLocation location,
      Context<GatewayLocation> context) {
    return actual == desired
        ? Result.computed(true, desired)
        : super.match(actual, desired, location, context);
  }

  private static UnitStep step(LocationDecision decision, Deployment deployment) {
    String unit = deployment.getMetadata().getLabels().get(Labels.UNIT);
    return unit == null ? UnitStep.Remove : decision.rollout().step(unit);
  }
}
