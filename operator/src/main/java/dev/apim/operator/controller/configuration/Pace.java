package dev.apim.operator.controller.configuration;

import dev.apim.operator.domain.sync.InstanceKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** At most one revision a second for an instance; the first of a burst goes at once. */
final class Pace {

  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Map<InstanceKey, Long> last = new ConcurrentHashMap<>();

  /** The time to wait before the next revision; zero where there is none. */
  Duration untilNext(InstanceKey key) {
    Long at = last.get(key);
    if (at == null) {
      return Duration.ZERO;
    }
    Duration left = LEAST.minusNanos(System.nanoTime() - at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  void published(InstanceKey key) {
    last.put(key, System.nanoTime());
  }

  void forget(InstanceKey key) {
    last.remove(key);
  }
}
