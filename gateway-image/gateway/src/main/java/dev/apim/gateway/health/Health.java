package dev.apim.gateway.health;

import dev.apim.gateway.runtime.ServedRevision;

/**
 * Whether traffic may come: a whole revision is served and the gateway is not on its way out (B72).
 * How old the revision is does not matter: a gateway cut off from its API server goes on (B79).
 */
public final class Health {

  private final ServedRevision served;
  private volatile boolean draining;

  /** Watches the revision that is served. */
  public Health(ServedRevision served) {
    this.served = served;
  }

  /** Whether new traffic is wanted. */
  public boolean isReady() {
    return !draining && served.active().isPresent();
  }

  /** Whether the gateway is on its way out: it serves what comes and asks clients to leave. */
  public boolean isDraining() {
    return draining;
  }

  /** Begins the way out; there is none back. */
  public void drain() {
    draining = true;
  }
}
