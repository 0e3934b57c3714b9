package dev.apim.policy.state;

import dev.apim.policy.host.Callback;
import java.time.Duration;
import java.util.Optional;

/**
 * Cached responses and values. To be used from any thread. Values are texts, bytes, numbers, flags,
 * JSON as text and {@link CachedResponse}.
 */
public interface CacheStore {

  /**
   * A value and its age.
   *
   * @param fresh false where its time is over and it is kept for backends that fail
   */
  record Entry(Object value, boolean fresh) {}

  void get(String key, Callback<Optional<Entry>> done);

  void put(String key, Object value, Duration timeToLive, Callback<Void> done);

  void remove(String key, Callback<Void> done);
}
