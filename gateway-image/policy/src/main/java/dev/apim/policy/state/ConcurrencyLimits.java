package dev.apim.policy.state;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Slots of limit-concurrency: how many calls of a key are under way in this replica. */
public final class ConcurrencyLimits {

  private final ConcurrentMap<String, Integer> used = new ConcurrentHashMap<>();

  /** Takes a slot if fewer than {@code limit} are taken. */
  public boolean acquire(String key, int limit) {
    boolean[] taken = new boolean[1];
    used.compute(
        key,
        (k, count) -> {
          int now = count == null ? 0 : count;
          taken[0] = now < limit;
          return taken[0] ? Integer.valueOf(now + 1) : count;
        });
    return taken[0];
  }

  /** Gives a slot back. */
  public void release(String key) {
    used.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
  }

  /** How many slots of a key are taken. */
  public int used(String key) {
    return used.getOrDefault(key, 0);
  }
}
