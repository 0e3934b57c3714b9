package dev.apim.gateway.telemetry;

import dev.apim.policy.host.StepObserver;
import java.util.ArrayList;
import java.util.List;

/** What happened to one traced request, in order. Values of headers and bodies are not in it. */
public final class RequestTrace implements StepObserver {

  private static final int MOST_ENTRIES = 1_000;

  private final long startedNanos = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One thing that happened.
   *
   * @param afterMillis since the request came
   * @param source policy or part of the gateway
   * @param path place of a policy in its document; empty for others
   * @param tookMillis time of a policy's own code, without waiting
   * @param outcome next, wait, answer or the reason of a failure; for others what they say
   */
  record Entry(double afterMillis, String source, String path, double tookMillis, String outcome) {}

  @Override
  public void step(String policy, String path, long nanos, String outcome) {
    add(policy, path, nanos, outcome);
  }

  /** Something else than a policy's step, or what a trace policy says. */
  public void message(String source, String message) {
    add(source, "", 0, message);
  }

  private synchronized void add(String source, String path, long nanos, String outcome) {
    if (entries.size() < MOST_ENTRIES) {
      entries.add(
          new Entry(
              millis(System.nanoTime() - startedNanos), source, path, millis(nanos), outcome));
    }
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
