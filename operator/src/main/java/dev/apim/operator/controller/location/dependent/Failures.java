package dev.apim.operator.controller.location.dependent;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What failed of the writes of one step. One that fails keeps no other from being tried; the
 * failure is told when all were.
 */
final class Failures {

  private final Collection<RuntimeException> failures = new ConcurrentLinkedQueue<>();

  /** Tries it. */
  void keep(Runnable write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  /**
   * Tells what failed; of several, one that is worth a retry.
   *
   * @throws NameTakenException where nothing failed but names that are taken; it has all of them
   */
  void raise() {
    List<NameTakenException> taken = of(NameTakenException.class);
    for (RuntimeException failure : failures) {
      if (!(failure instanceof NameTakenException)) {
        failures.stream().filter(other -> other != failure).forEach(failure::addSuppressed);
        throw failure;
      }
    }
    if (!taken.isEmpty()) {
      throw taken.size() == 1 ? taken.get(0) : new NameTakenException(taken);
    }
  }

  private <T> List<T> of(Class<T> type) {
    return failures.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
