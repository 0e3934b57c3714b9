package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.GatewayService;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** The Service of a location. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer = @Informer(labelSelector = Labels.MANAGED, comparableResourceVersions = false))
public class ServiceDependentResource extends LocationDependent<Service> {

  ServiceDependentResource() {
    super(Service.class);
  }

  @Override
  protected Service desired(GatewayLocation location, Context<GatewayLocation> context) {
    return GatewayService.of(LocationDecision.of(context).context());
  }
}
