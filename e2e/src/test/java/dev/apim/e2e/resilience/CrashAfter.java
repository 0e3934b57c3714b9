package dev.apim.e2e.resilience;

import dev.apim.e2e.proxy.ApiProxy;
import dev.apim.e2e.proxy.ApiRequest;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.proxy.Verdict;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the operator when the API server has done a number of its writes, before it knows. */
final class CrashAfter implements Interference {
  private final ApiProxy proxy;
  private final Runnable kill;
  private final AtomicInteger left;
  private volatile boolean happened;

  CrashAfter(int writes, ApiProxy proxy, Runnable kill) {
    this.left = new AtomicInteger(writes);
    this.proxy = proxy;
    this.kill = kill;
  }

  @Override
  public Verdict of(ApiRequest request) {
    return Verdict.PASS;
  }

  @Override
  public void answered(ApiRequest request, int status) {
    if (request.isWrite() && status < 300 && left.decrementAndGet() == 0) {
      kill.run();
      proxy.die();
      happened = true;
    }
  }

  /** Whether it is dead. */
  boolean happened() {
    return happened;
  }
}
