package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;

/** The units of a location, as one step of the rollout wants them. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer =
        @Informer(
            labelSelector = Labels.MANAGED,
            comparableResourceVersions = false,
            onUpdateFilter = UnitChanges.class))
public class UnitDependentResource extends LocationBulkDependent<Deployment> {

  UnitDependentResource() {
    super(Deployment.class);
  }

  @Override
  public Map<ResourceID, Deployment> desiredResources(
      GatewayLocation location, Context<GatewayLocation> context) {
    return byId(LocationDecision.of(context).deployments().values());
  }

  /** Those that this step is about: what it leaves alone is neither written nor deleted. */
  @Override
  public Map<ResourceID, Deployment> getSecondaryResources(
      GatewayLocation location, Context<GatewayLocation> context) {
    LocationDecision decision = LocationDecision.of(context);
    return byId(
        context
            .getSecondaryResourcesAsStream(Deployment.class)
            .filter(deployment -> !isLeft(deployment, decision))
            .toList());
  }

  private static boolean isLeft(Deployment deployment, LocationDecision decision) {
    String unit = deployment.getMetadata().getLabels().get(Labels.UNIT);
    return unit != null && decision.leaves(unit);
  }

  @Override
  void made(Deployment created, Context<GatewayLocation> context) {
    Happenings.note(context, Reason.UnitsMade, created);
  }

  @Override
  public void deleteTargetResource(
      GatewayLocation location,
      Deployment resource,
      ResourceID key,
      Context<GatewayLocation> context) {
    if (resource.getMetadata().getDeletionTimestamp() == null) {
      Happenings.note(context, Reason.UnitsRemoved, resource);
    }
    super.deleteTargetResource(location, resource, key, context);
  }
}
