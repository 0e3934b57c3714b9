package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Which instance an object goes with. */
final class Owners {

  private Owners() {}

  static OwnerReference of(ApiManagementInstance instance) {
    return new OwnerReferenceBuilder()
        .withApiVersion(instance.getApiVersion())
        .withKind(instance.getKind())
        .withName(instance.getMetadata().getName())
        .withUid(instance.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(false)
        .build();
  }

  static boolean isOwnedBy(HasMetadata object, ApiManagementInstance instance) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(instance.getMetadata().getUid()));
  }

  static boolean isOwned(HasMetadata object) {
    return !object.getMetadata().getOwnerReferences().isEmpty();
  }
}
