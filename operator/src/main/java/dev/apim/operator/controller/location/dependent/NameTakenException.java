package dev.apim.operator.controller.location.dependent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collection;
import java.util.stream.Collectors;

/** A child cannot be made, since an object that is not ours has its name; it is left as it is. */
public final class NameTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NameTakenException(HasMetadata foreign) {
    super(foreign.getKind() + " " + foreign.getMetadata().getName());
  }

  /** Several children that cannot be made. */
  NameTakenException(Collection<NameTakenException> several) {
    super(several.stream().map(Throwable::getMessage).sorted().collect(Collectors.joining(", ")));
  }
}
