package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.ConfigurationSnapshot;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.PushStep;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** The object that a step writes. */
record StepTarget(Class<? extends HasMetadata> kind, String name, Optional<String> location) {

  static StepTarget of(PushStep step, InstanceKey key) {
    if (step instanceof PushStep.ApplyLocation apply) {
      return location(apply.name());
    }
    if (step instanceof PushStep.RemoveLocation remove) {
      return location(remove.name());
    }
    if (step instanceof PushStep.ApplyInstance || step instanceof PushStep.RemoveInstance) {
      return new StepTarget(ApiManagementInstance.class, key.name(), Optional.empty());
    }
    if (step instanceof PushStep.PutParts) {
      return new StepTarget(ConfigurationSnapshot.class, key.name(), Optional.empty());
    }
    return new StepTarget(GatewayConfiguration.class, key.name(), Optional.empty());
  }

  String text() {
    return HasMetadata.getKind(kind) + " " + name;
  }

  private static StepTarget location(String name) {
    return new StepTarget(GatewayLocation.class, name, Optional.of(name));
  }
}
