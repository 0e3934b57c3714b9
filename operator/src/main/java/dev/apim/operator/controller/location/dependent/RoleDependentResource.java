package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.GatewayRole;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** What a location's gateways may do. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer = @Informer(labelSelector = Labels.MANAGED, comparableResourceVersions = false))
public class RoleDependentResource extends LocationDependent<Role> {

  RoleDependentResource() {
    super(Role.class);
  }

  @Override
  protected Role desired(GatewayLocation location, Context<GatewayLocation> context) {
    LocationDecision decision = LocationDecision.of(context);
    return GatewayRole.of(decision.context(), decision.secrets());
  }
}
