package dev.apim.gateway.policies;

import dev.apim.gateway.settings.IdentitySettings;
import dev.apim.policy.state.CacheStore;
import dev.apim.policy.state.ConcurrencyLimits;
import dev.apim.policy.state.CounterStore;
import dev.apim.policy.state.LocalCache;
import dev.apim.policy.state.LocalCounters;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** What all exchanges of a replica share, whatever revision they run under (B54, B78, B102). */
public final class SharedState {

  private static final double CACHE_SHARE = 0.1;
  private static final Duration STALE_FOR = Duration.ofMinutes(10);

  private final InstantSource clock = Clock.systemUTC();
  private final CounterStore counters = new LocalCounters(clock);
  private final CacheStore cache =
      new LocalCache(clock, (long) (Runtime.getRuntime().maxMemory() * CACHE_SHARE), STALE_FOR);
  private final ConcurrencyLimits concurrency = new ConcurrencyLimits();
  private final IdentitySettings identity;

  /**
   * Begins with nothing.
   *
   * @param identity where tokens in the gateway's own name come from
   */
  public SharedState(IdentitySettings identity) {
    this.identity = identity;
  }

  IdentitySettings identity() {
    return identity;
  }

  InstantSource clock() {
    return clock;
  }

  CounterStore counters() {
    return counters;
  }

  CacheStore cache() {
    return cache;
  }

  ConcurrencyLimits concurrency() {
    return concurrency;
  }
}
