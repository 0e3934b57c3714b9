package dev.apim.gateway.runtime;

import java.util.Optional;

/** Holds the one revision that is served. A request reads it once and keeps what it read (B41). */
public final class ServedRevision {

  private volatile ActiveRevision active;

  /** The revision that is served; absent before the first one. */
  public Optional<ActiveRevision> active() {
    return Optional.ofNullable(active);
  }

  /** Serves another revision from the next request on. */
  public void activate(ActiveRevision revision) {
    active = revision;
  }
}
