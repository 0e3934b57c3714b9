package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/** For a self-hosted location nothing is scheduled (B20). */
public class IsManaged<R extends HasMetadata> implements Condition<R, GatewayLocation> {

  @Override
  public boolean isMet(
      DependentResource<R, GatewayLocation> dependent,
      GatewayLocation location,
      Context<GatewayLocation> context) {
    return LocationDecision.of(context).managed();
  }
}
