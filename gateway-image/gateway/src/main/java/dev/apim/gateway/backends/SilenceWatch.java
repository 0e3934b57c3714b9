package dev.apim.gateway.backends;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends what waits for a backend that has been silent for too long. It looks at all of them once a
 * second, so that no request needs a timer of its own. For one event loop.
 */
final class SilenceWatch {

  private static final long LOOK_MILLIS = 1_000;

  private final Watched ring =
      new Watched() {
        @Override
        void silent() {
          throw new IllegalStateException("nobody waits here");
        }
      };
  private final long longestLooks;
  private long looks;

  /** Somebody who waits. */
  abstract static class Watched {

    private Watched before;
    private Watched after;
    private long heardAt;

    /** The backend has been silent for too long. */
    abstract void silent();
  }

  /** Begins to look, until the verticle that makes it ends. */
  SilenceWatch(Vertx vertx, Duration longest) {
    longestLooks = longest.toMillis() / LOOK_MILLIS;
    ring.before = ring;
    ring.after = ring;
    vertx.setPeriodic(LOOK_MILLIS, timer -> look());
  }

  /** Begins to watch. */
  void watch(Watched who) {
    who.heardAt = looks;
    who.before = ring.before;
    who.after = ring;
    ring.before.after = who;
    ring.before = who;
  }

  /** Bytes have passed in either direction. */
  void heard(Watched who) {
    who.heardAt = looks;
  }

  /** Ends to watch; may be called again. */
  void forget(Watched who) {
    if (who.after != null) {
      who.before.after = who.after;
      who.after.before = who.before;
      who.before = null;
      who.after = null;
    }
  }

  void look() {
    looks++;
    List<Watched> late = new ArrayList<>(0);
    for (Watched who = ring.after; who != ring; who = who.after) {
      if (looks - who.heardAt > longestLooks) {
        late.add(who);
      }
    }
    late.forEach(this::forget);
    late.forEach(Watched::silent);
  }
}
