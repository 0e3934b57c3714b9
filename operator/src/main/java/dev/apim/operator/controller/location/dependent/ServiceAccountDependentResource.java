package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.GatewayServiceAccount;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** The account of a location's gateways. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer = @Informer(labelSelector = Labels.MANAGED, comparableResourceVersions = false))
public class ServiceAccountDependentResource extends LocationDependent<ServiceAccount> {

  ServiceAccountDependentResource() {
    super(ServiceAccount.class);
  }

  @Override
  protected ServiceAccount desired(GatewayLocation location, Context<GatewayLocation> context) {
    return GatewayServiceAccount.of(LocationDecision.of(context).context());
  }
}
