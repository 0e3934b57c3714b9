package dev.apim.e2e.controlplane;

/**
 * How fast a cluster notices a dead node and evicts its pods, in seconds.
 *
 * @param monitorPeriodSeconds how often nodes are looked at
 * @param graceSeconds silence after which a node is Unknown
 * @param tolerationSeconds time after which pods leave a node that is not ready or not reachable
 */
public record Timings(int monitorPeriodSeconds, int graceSeconds, int tolerationSeconds) {
  /** Outages within seconds, for tests. */
  public static Timings fast() {
    return new Timings(1, 8, 10);
  }

  /** What Kubernetes does by default. */
  public static Timings upstream() {
    return new Timings(5, 50, 300);
  }
}
