package dev.apim.gateway.capacity;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * How late one event loop is: what comes in waits about as long as the loop's own timer. Once the
 * timer is overdue the delay is known in the middle of a round too, when it matters.
 */
public final class LoopDelay {

  private static final long TICK_MILLIS = 50;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

  /** Fewer requests are no queue: then the machine is to blame, and refusing them helps nobody. */
  static final int QUEUE = 128;

  private volatile long due;
  private volatile long worst;
  private int arrived;

  /** Watches the event loop that calls this. */
  public static LoopDelay of(Vertx vertx) {
    LoopDelay delay = new LoopDelay(System.nanoTime());
    vertx.setPeriodic(TICK_MILLIS, timer -> delay.tick(System.nanoTime()));
    return delay;
  }

  LoopDelay(long now) {
    due = now + TICK_NANOS;
  }

  void tick(long now) {
    worst = Math.max(worst, nanos(now));
    due = now + TICK_NANOS;
    arrived = 0;
  }

  /** A request is here; true where the loop is later than the limit and others were before it. */
  boolean isFull(long now, long limitNanos) {
    arrived++;
    return arrived > QUEUE && nanos(now) > limitNanos;
  }

  /** How late it is at this moment of {@link System#nanoTime}. */
  long nanos(long now) {
    return Math.max(0, now - due);
  }

  /** The worst delay since the last call. */
  long takeWorst(long now) {
    long taken = Math.max(worst, nanos(now));
    worst = 0;
    return taken;
  }
}
