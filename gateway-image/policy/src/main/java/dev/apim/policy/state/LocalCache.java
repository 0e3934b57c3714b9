package dev.apim.policy.state;

import dev.apim.policy.host.Callback;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A cache in memory, bounded in bytes: what was used longest ago goes first. */
public final class LocalCache implements CacheStore {

  private static final long ENTRY_BYTES = 120;

  private record Kept(Object value, Instant freshUntil, Instant keptUntil, long bytes) {}

  private final InstantSource clock;
  private final long maxBytes;
  private final Duration staleFor;
  private final Map<String, Kept> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * An empty cache.
   *
   * @param staleFor how long a value is kept after its time for backends that fail
   */
  public LocalCache(InstantSource clock, long maxBytes, Duration staleFor) {
    this.clock = clock;
    this.maxBytes = maxBytes;
    this.staleFor = staleFor;
  }

  @Override
  public void get(String key, Callback<Optional<Entry>> done) {
    done.done(find(key));
  }

  private synchronized Optional<Entry> find(String key) {
    Kept kept = entries.get(key);
    if (kept == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (now.isAfter(kept.keptUntil)) {
      drop(key);
      return Optional.empty();
    }
    return Optional.of(new Entry(kept.value, now.isBefore(kept.freshUntil)));
  }

  @Override
  public void put(String key, Object value, Duration timeToLive, Callback<Void> done) {
    Instant until = clock.instant().plus(timeToLive);
    long size = ENTRY_BYTES + 2L * key.length() + size(value);
    synchronized (this) {
      drop(key);
      if (size <= maxBytes / 4) {
        entries.put(key, new Kept(value, until, until.plus(staleFor), size));
        bytes += size;
        shrink();
      }
    }
    done.done(null);
  }

  private static long size(Object value) {
    if (value instanceof CachedResponse response) {
      return response.size();
    }
    if (value instanceof byte[] content) {
      return content.length;
    }
    return value instanceof String text ? 2L * text.length() : 64;
  }

  private void shrink() {
    Iterator<Kept> oldest = entries.values().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      bytes -= oldest.next().bytes;
      oldest.remove();
    }
  }

  private void drop(String key) {
    Kept old = entries.remove(key);
    bytes -= old == null ? 0 : old.bytes;
  }

  @Override
  public void remove(String key, Callback<Void> done) {
    synchronized (this) {
      drop(key);
    }
    done.done(null);
  }

  /** Bytes that are held, about. */
  public synchronized long bytes() {
    return bytes;
  }
}
