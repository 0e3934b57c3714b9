package dev.apim.operator.controller;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At most one write a second for an object, unless more distance is asked for; the first of a burst
 * goes at once.
 *
 * @param <K> what tells objects apart
 */
public final class Pace<K> {

  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Map<K, Long> last = new ConcurrentHashMap<>();

  /** The time to wait before the next write; zero where there is none. */
  public Duration untilNext(K key) {
    return untilNext(key, LEAST);
  }

  /** The same for what may wait longer. */
  public Duration untilNext(K key, Duration distance) {
    Long at = last.get(key);
    if (at == null) {
      return Duration.ZERO;
    }
    Duration left = distance.minusNanos(System.nanoTime() - at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** An object was written. */
  public void written(K key) {
    last.put(key, System.nanoTime());
  }

  /** An object is gone. */
  public void forget(K key) {
    last.remove(key);
  }
}
