package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/** An API server binds only a Role that it has seen itself; so it waits until we have seen it. */
public class RoleSeen implements Condition<RoleBinding, GatewayLocation> {

  @Override
  public boolean isMet(
      DependentResource<RoleBinding, GatewayLocation> dependent,
      GatewayLocation location,
      Context<GatewayLocation> context) {
    return !context.getSecondaryResources(Role.class).isEmpty();
  }
}
