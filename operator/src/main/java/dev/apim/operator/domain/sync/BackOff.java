package dev.apim.operator.domain.sync;

import java.time.Duration;

/**
 * How long to wait after so many failures in a row: doubling from one second to half a minute, so
 * that a region that comes back is served soon and a dead one costs little.
 *
 * @param failures number of failures since the last success
 */
public record BackOff(int failures) {

  /** Before any failure. */
  public static final BackOff NONE = new BackOff(0);

  private static final long FIRST_MILLIS = 1_000;
  private static final long MOST_MILLIS = 30_000;
  private static final int MOST_DOUBLINGS = 5;

  /** After one more failure. */
  public BackOff failed() {
    return new BackOff(failures + 1);
  }

  /**
   * The time to wait.
   *
   * @param jitter from 0 to 1; takes up to a quarter off, so that targets do not answer in step
   */
  public Duration delay(double jitter) {
    if (failures == 0) {
      return Duration.ZERO;
    }
    long millis = FIRST_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS);
    return Duration.ofMillis((long) (Math.min(millis, MOST_MILLIS) * (1 - jitter / 4)));
  }
}
