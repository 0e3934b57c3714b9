package dev.apim.gateway.upstream;

import dev.apim.api.v1alpha1.CircuitBreakerSpec;
import dev.apim.api.v1alpha1.RetryAfterMode;
import dev.apim.api.v1alpha1.StatusCodeRange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps requests away from a member that fails too often (B104). Counts in ten slices of the
 * interval; once the time of a trip is over, it counts anew. For any thread; times are nanoseconds
 * of one monotonic clock.
 */
public final class Breaker {

  private static final int SLICES = 10;
  private static final Duration LONGEST_TRIP = Duration.ofHours(1);

  private final CircuitBreakerSpec spec;
  private final long sliceNanos;
  private final int[] failures = new int[SLICES];
  private final int[] requests = new int[SLICES];
  private final long[] slices = new long[SLICES];
  private volatile boolean open;
  private volatile long openUntil;

  Breaker(CircuitBreakerSpec spec) {
    this.spec = spec;
    this.sliceNanos = TimeUnit.SECONDS.toNanos(spec.intervalSeconds()) / SLICES;
    java.util.Arrays.fill(slices, Long.MIN_VALUE);
  }

  /** Whether requests may go to the member. */
  public boolean allows(long now) {
    return !open || now - openUntil >= 0;
  }

  /** Whether an answer is a failure. */
  public boolean isFailure(int status) {
    for (StatusCodeRange range : spec.statusCodes()) {
      if (range.contains(status)) {
        return true;
      }
    }
    return false;
  }

  /** Counts a request that went well. */
  void succeeded(long now) {
    if (spec.failurePercentage() != null) {
      synchronized (this) {
        requests[slice(now)]++;
      }
    }
  }

  /**
   * Counts a failure.
   *
   * @param retryAfter what the member itself asks for; null where it asks for nothing
   * @return how long the member is left alone now; null where that has not changed
   */
  synchronized Duration failed(long now, Duration retryAfter) {
    if (!allows(now)) {
      return null;
    }
    open = false;
    int slice = slice(now);
    failures[slice]++;
    requests[slice]++;
    if (!isTooMuch(now)) {
      return null;
    }
    java.util.Arrays.fill(slices, Long.MIN_VALUE);
    Duration trip = trip(retryAfter);
    openUntil = now + trip.toNanos();
    open = true;
    return trip;
  }

  private Duration trip(Duration retryAfter) {
    if (retryAfter == null || spec.retryAfter() == RetryAfterMode.Ignore) {
      return Duration.ofSeconds(spec.tripSeconds());
    }
    return retryAfter.compareTo(LONGEST_TRIP) > 0 ? LONGEST_TRIP : retryAfter;
  }

  private boolean isTooMuch(long now) {
    long oldest = Math.floorDiv(now, sliceNanos) - SLICES;
    int failed = 0;
    int all = 0;
    for (int i = 0; i < SLICES; i++) {
      if (slices[i] > oldest) {
        failed += failures[i];
        all += requests[i];
      }
    }
    boolean enough = spec.failureCount() == null || failed >= spec.failureCount();
    return enough
        && (spec.failurePercentage() == null || failed * 100L >= all * spec.failurePercentage());
  }

  private int slice(long now) {
    long number = Math.floorDiv(now, sliceNanos);
    int slice = (int) Math.floorMod(number, (long) SLICES);
    if (slices[slice] != number) {
      slices[slice] = number;
      failures[slice] = 0;
      requests[slice] = 0;
    }
    return slice;
  }
}
