package dev.apim.operator.controller.location.dependent;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** A child cannot be made, since an object that is not ours has its name; it is left as it is. */
public final class NameTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NameTakenException(HasMetadata foreign) {
    super(foreign.getKind() + " " + foreign.getMetadata().getName());
  }
}
