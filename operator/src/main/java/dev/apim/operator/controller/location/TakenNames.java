package dev.apim.operator.controller.location;

import dev.apim.operator.controller.location.dependent.NameTakenException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Tells a failure of which only a user can remove the cause from one that is worth a retry. */
final class TakenNames {

  private TakenNames() {}

  /**
   * The children whose names are taken.
   *
   * @throws AggregatedOperatorException the failure itself, where anything else failed as well
   */
  static Set<String> in(AggregatedOperatorException failure) {
    Collection<Exception> causes = failure.getAggregatedExceptions().values();
    Set<String> taken = new TreeSet<>();
    for (Throwable cause : causes) {
      if (!(cause instanceof NameTakenException)) {
        throw failure;
      }
      taken.add(cause.getMessage());
    }
    return taken;
  }
}
