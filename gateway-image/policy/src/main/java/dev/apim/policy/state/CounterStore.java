package dev.apim.policy.state;

import dev.apim.policy.host.Callback;

/** Counters of rate limits and quotas. To be used from any thread. */
public interface CounterStore {

  /** Adds if the limit allows; an amount of 0 asks only. */
  void add(Counter counter, long amount, Callback<Count> done);

  /** Adds whatever the limit says: for what is known only afterwards. */
  void force(Counter counter, long amount);
}
