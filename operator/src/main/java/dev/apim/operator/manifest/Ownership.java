package dev.apim.operator.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** References by which Kubernetes removes an object with the one that it belongs to. */
public final class Ownership {

  private Ownership() {}

  /** The object goes with its owner. */
  public static OwnerReference of(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .build();
  }

  /** The same for an object that is made and kept up by the operator in its owner's name. */
  public static OwnerReference byController(HasMetadata owner) {
    return new OwnerReferenceBuilder(of(owner))
        .withController(true)
        .withBlockOwnerDeletion(false)
        .build();
  }

  /** Whether it goes with anybody. */
  public static boolean isOfAny(HasMetadata object) {
    return !object.getMetadata().getOwnerReferences().isEmpty();
  }

  /** Whether it would go with this owner. */
  public static boolean isOf(HasMetadata owner, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference -> reference.getUid().equals(owner.getMetadata().getUid()));
  }
}
