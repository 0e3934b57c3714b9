package dev.apim.e2e.resilience;

import dev.apim.e2e.proxy.ApiRequest;
import dev.apim.e2e.proxy.Interference;
import dev.apim.e2e.proxy.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whoever watches through this sees the past: each watch stands still, again and again. */
final class Behind implements Interference {
  private static final Duration RUNS = Duration.ofMillis(300);

  private final Duration lag;
  private final Map<ApiRequest, Long> standsStillAgain = new ConcurrentHashMap<>();

  Behind(Duration lag) {
    this.lag = lag;
  }

  @Override
  public Verdict of(ApiRequest request) {
    return Verdict.PASS;
  }

  @Override
  public EventVerdict ofEvent(ApiRequest watch) {
    long now = System.nanoTime();
    if (watch.isLease() || standsStillAgain.getOrDefault(watch, now) - now > 0) {
      return EventVerdict.PASS;
    }
    standsStillAgain.put(watch, now + lag.plus(RUNS).toNanos());
    return new EventVerdict(1, false, lag.toMillis());
  }
}
