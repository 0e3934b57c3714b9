package dev.apim.gateway.capacity;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/**
 * How full a replica is: the highest of processor, heap and queue (B50), measured once a second.
 * Full queues and heaps refuse requests before they all become slow (B119). A busy processor alone
 * refuses nothing: while nothing waits, nobody is hurt.
 */
public final class Capacity {

  private static final int FULL_HEAP = 95;
  private static final int SECONDS_OF_LOAD = 60;

  private final CapacityLimits limits;
  private final IntSupplier inFlight;
  private final List<LoopDelay> loops = new CopyOnWriteArrayList<>();
  private final Processor processor = new Processor();
  private final Heap heap = new Heap();
  private final long shedNanos;
  private volatile Parts parts = new Parts(0, 0, 0);
  private volatile double load;

  /** Percentages. */
  public record Parts(int processor, int heap, int queue) {

    /** What the replica is full of. */
    public int highest() {
      return Math.max(processor, Math.max(heap, queue));
    }
  }

  /**
   * Measures nothing yet.
   *
   * @param inFlight requests that are being answered
   */
  public Capacity(CapacityLimits limits, IntSupplier inFlight) {
    this.limits = limits;
    this.inFlight = inFlight;
    this.shedNanos = limits.queue().toNanos() / 100 * limits.shedPercent();
  }

  /** Watches the event loop that calls this as well. */
  public LoopDelay watch(Vertx vertx) {
    LoopDelay loop = LoopDelay.of(vertx);
    loops.add(loop);
    return loop;
  }

  /** Measures; to be called once a second, always by the same thread. */
  public void measure() {
    measure(System.nanoTime());
  }

  void measure(long now) {
    long late = loops.stream().mapToLong(loop -> loop.takeWorst(now)).max().orElse(0);
    int delay = (int) Math.min(100, 100 * late / Math.max(1, limits.queue().toNanos()));
    int requests = Math.min(100, 100 * inFlight.getAsInt() / Math.max(1, limits.requests()));
    parts = new Parts(processor.percent(now), heap.percent(), Math.max(delay, requests));
    int busy = Math.max(parts.processor(), parts.queue());
    load += (busy - load) / SECONDS_OF_LOAD;
  }

  /**
   * How busy requests have kept it in the last minute or so, in percent: what another replica would
   * have to do in its place (B64). What its memory holds is no part of that.
   */
  public int load() {
    return (int) Math.round(load);
  }

  /** What was measured last. */
  public Parts parts() {
    return parts;
  }

  /**
   * Whether a request must be refused, and why; null where it need not.
   *
   * @param loop the event loop that has it
   * @param now of {@link System#nanoTime}
   */
  public Overload overload(LoopDelay loop, long now) {
    if (limits.shedPercent() == 0) {
      return null;
    }
    if (loop.isFull(now, shedNanos)) {
      return Overload.QUEUE;
    }
    if (parts.heap() >= Math.min(FULL_HEAP, limits.shedPercent())) {
      return Overload.HEAP;
    }
    return inFlight.getAsInt() >= limits.requests() ? Overload.REQUESTS : null;
  }
}
