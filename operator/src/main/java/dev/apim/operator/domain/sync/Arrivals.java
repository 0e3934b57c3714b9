package dev.apim.operator.domain.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets an Api that is new wait a moment for a Policy that is applied with it, so that both become
 * one revision and no request passes without the Policy. An edit of what was there before never
 * waits for itself.
 */
public final class Arrivals {

  /** How long a new Api without a Policy of its own waits for one. */
  public static final Duration SETTLE = Duration.ofMillis(100);

  /** How long a stream of new Apis can make everything else wait. */
  public static final Duration MOST = Duration.ofSeconds(1);

  private final Map<InstanceKey, Map<String, Instant>> settling = new ConcurrentHashMap<>();
  private final Map<InstanceKey, Instant> waiting = new ConcurrentHashMap<>();

  /**
   * What one look says.
   *
   * @param pause when to look again before anything is done; zero where it is to be done now
   * @param held names of Apis that are left out of what is done now, for another look soon
   */
  public record Look(Duration pause, Set<String> held) {

    /** Copies the set. */
    public Look {
      held = Set.copyOf(held);
    }
  }

  /**
   * Looks at the Apis of an instance.
   *
   * @param apis their names
   * @param withPolicy names of those that a Policy has as its target
   */
  public Look look(InstanceKey key, Set<String> apis, Set<String> withPolicy, Instant now) {
    Map<String, Instant> settled = settling.computeIfAbsent(key, unknown -> new HashMap<>());
    settled.keySet().retainAll(apis);
    Instant end = now.plus(SETTLE);
    apis.forEach(api -> settled.putIfAbsent(api, end));
    // where the clock was put back, none that was there waits for longer than one that is new
    settled.replaceAll((api, until) -> until.isAfter(end) ? end : until);
    Set<String> unsettled = new HashSet<>();
    Instant next = end;
    for (Map.Entry<String, Instant> api : settled.entrySet()) {
      if (now.isBefore(api.getValue()) && !withPolicy.contains(api.getKey())) {
        unsettled.add(api.getKey());
        next = api.getValue().isBefore(next) ? api.getValue() : next;
      }
    }
    if (unsettled.isEmpty()) {
      waiting.remove(key);
      return new Look(Duration.ZERO, Set.of());
    }
    Instant since = waiting.computeIfAbsent(key, unknown -> now);
    if (!now.isBefore(since.plus(MOST))) {
      waiting.remove(key);
      return new Look(Duration.ZERO, unsettled);
    }
    return new Look(Duration.between(now, next), unsettled);
  }

  /** Forgets an instance that is gone. */
  public void forget(InstanceKey key) {
    settling.remove(key);
    waiting.remove(key);
  }
}
