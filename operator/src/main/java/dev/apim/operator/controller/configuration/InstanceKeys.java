package dev.apim.operator.controller.configuration;

import dev.apim.operator.domain.sync.InstanceKey;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Keys of objects. */
final class InstanceKeys {

  private InstanceKeys() {}

  /** The key of an instance, or of its pointer, which has its name. */
  static InstanceKey of(HasMetadata object) {
    return new InstanceKey(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }
}
