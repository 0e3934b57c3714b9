package dev.apim.policy.host;

import dev.apim.policy.state.CacheStore;
import dev.apim.policy.state.ConcurrencyLimits;
import dev.apim.policy.state.CounterStore;
import dev.apim.policy.token.KeyDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What all exchanges of a gateway share. */
public interface Host {

  CounterStore counters();

  CacheStore cache();

  /** A cache outside the gateway; without one, policies that ask for it use {@link #cache()}. */
  default Optional<CacheStore> externalCache() {
    return Optional.empty();
  }

  ConcurrencyLimits concurrency();

  /** Keys of the OpenID providers that validate-jwt names. */
  KeyDirectory keys();

  /**
   * An access token for a resource, in the name of this gateway.
   *
   * @param clientId which identity; null for the gateway's own
   */
  void token(String resource, String clientId, Callback<String> done);

  void emit(Metric metric);

  /** The thread of the exchange that asks, to come back to it. */
  Executor thread();

  /**
   * Threads for work on large bodies that only looks at and changes what the exchange holds; empty
   * where all runs on the thread of the exchange.
   */
  default Optional<Executor> workers() {
    return Optional.empty();
  }

  /** Runs later, on the thread of the exchange that asks. */
  void after(Duration delay, Runnable action);

  Instant now();
}
