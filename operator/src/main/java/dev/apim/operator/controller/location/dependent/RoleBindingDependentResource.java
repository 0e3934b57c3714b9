package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.GatewayRole;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;

/** Gives the Role of a location to its account. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer = @Informer(labelSelector = Labels.MANAGED, comparableResourceVersions = false))
public class RoleBindingDependentResource extends LocationDependent<RoleBinding> {

  RoleBindingDependentResource() {
    super(RoleBinding.class);
  }

  @Override
  protected RoleBinding desired(GatewayLocation location, Context<GatewayLocation> context) {
    return GatewayRole.binding(LocationDecision.of(context).context());
  }

  @Override
  public RoleBinding create(
      RoleBinding desired, GatewayLocation location, Context<GatewayLocation> context) {
    try {
      return super.create(desired, location, context);
    } catch (KubernetesClientException e) {
      if (!Answers.isNotFound(e)) {
        throw e;
      }
      LaterBinding.ask(context);
      desired.getMetadata().setResourceVersion(null);
      return desired;
    }
  }
}
