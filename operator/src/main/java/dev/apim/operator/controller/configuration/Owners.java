package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Which instance an object goes with. */
final class Owners {

  private Owners() {}

  static boolean isOwnedBy(HasMetadata object, ApiManagementInstance instance) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(instance.getMetadata().getUid()));
  }

  static boolean isOwned(HasMetadata object) {
    return !object.getMetadata().getOwnerReferences().isEmpty();
  }
}
