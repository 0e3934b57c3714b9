package dev.apim.policy.state;

import dev.apim.policy.host.Callback;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counters of one replica, in memory; they end with it. */
public final class LocalCounters implements CounterStore {

  private static final int SWEEP_EVERY = 4096;

  private final InstantSource clock;
  private final ConcurrentMap<Counter, Window> windows = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();

  public LocalCounters(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void add(Counter counter, long amount, Callback<Count> done) {
    done.done(change(counter, amount, false));
  }

  @Override
  public void force(Counter counter, long amount) {
    change(counter, amount, true);
  }

  private Count change(Counter counter, long amount, boolean force) {
    Instant now = clock.instant();
    if (calls.incrementAndGet() % SWEEP_EVERY == 0) {
      windows.values().removeIf(w -> w.isOver(now));
    }
    Count[] result = new Count[1];
    windows.compute(
        counter,
        (k, present) -> {
          Window window = present == null ? Window.of(k) : present;
          result[0] = window.add(now, amount, force);
          return window;
        });
    return result[0];
  }

  /** How many counters are held. */
  public int size() {
    return windows.size();
  }

  /** One counter's state; used under its map entry's lock. */
  private abstract static class Window {
    final Counter counter;

    Window(Counter counter) {
      this.counter = counter;
    }

    static Window of(Counter counter) {
      return counter.kind() == Counter.Kind.RATE ? new Sliding(counter) : new Fixed(counter);
    }

    abstract Count add(Instant now, long amount, boolean force);

    abstract boolean isOver(Instant now);

    Count count(boolean admitted, long used, Duration wait) {
      return new Count(admitted, Math.max(0, counter.limit() - used), wait);
    }
  }

  /** Twenty slices of the period: exact at the limit, forgetting a slice at a time. */
  private static final class Sliding extends Window {
    private static final int SLICES = 20;

    private final long[] slices = new long[SLICES];
    private final long sliceNanos;
    private long newest = Long.MIN_VALUE;
    private long used;

    Sliding(Counter counter) {
      super(counter);
      sliceNanos = Math.max(1, counter.period().toNanos() / SLICES);
    }

    private long slice(Instant now) {
      return Math.floorDiv(
          Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano()),
          sliceNanos);
    }

    private void forget(long present) {
      if (newest == Long.MIN_VALUE || present - newest >= SLICES) {
        java.util.Arrays.fill(slices, 0);
        used = 0;
        newest = present;
      }
      while (newest < present) {
        newest++;
        int index = (int) Math.floorMod(newest, (long) SLICES);
        used -= slices[index];
        slices[index] = 0;
      }
    }

    @Override
    Count add(Instant now, long amount, boolean force) {
      forget(slice(now));
      boolean fits = used + Math.max(1, amount) <= counter.limit();
      if (force || fits) {
        used += amount;
        slices[(int) Math.floorMod(newest, (long) SLICES)] += amount;
      }
      return count(fits, used, fits ? Duration.ZERO : untilRoom(now, Math.max(1, amount)));
    }

    private Duration untilRoom(Instant now, long amount) {
      long left = used;
      for (int i = 1; i <= SLICES; i++) {
        left -= slices[(int) Math.floorMod(newest + i, (long) SLICES)];
        if (left + amount <= counter.limit()) {
          return until(now, newest + i);
        }
      }
      return counter.period();
    }

    private Duration until(Instant now, long slice) {
      long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
      return Duration.ofNanos(Math.max(0, slice * sliceNanos - nanos));
    }

    @Override
    boolean isOver(Instant now) {
      return slice(now) - newest > SLICES;
    }
  }

  /** Whole periods one after the other. */
  private static final class Fixed extends Window {
    private Instant start;
    private long used;

    Fixed(Counter counter) {
      super(counter);
      start = counter.firstPeriodStart();
    }

    private Instant end() {
      return start.plus(counter.period());
    }

    @Override
    Count add(Instant now, long amount, boolean force) {
      if (start == null) {
        start = now;
      }
      boolean endless = counter.period().isZero();
      if (!endless && !now.isBefore(end())) {
        long periods = Duration.between(start, now).dividedBy(counter.period());
        start = start.plus(counter.period().multipliedBy(periods));
        used = 0;
      }
      boolean fits = used + Math.max(1, amount) <= counter.limit();
      used += force || fits ? amount : 0;
      Duration wait = endless ? Duration.ofDays(3650) : Duration.between(now, end());
      return count(fits, used, fits ? Duration.ZERO : wait);
    }

    @Override
    boolean isOver(Instant now) {
      return start != null && !counter.period().isZero() && now.isAfter(end());
    }
  }
}
