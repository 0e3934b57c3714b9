package dev.apim.gateway.backends;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends what waits for a backend that has been silent for too long. It looks at all of them once a
 * second, or more often where little silence is allowed, so that no request needs a timer of its
 * own. For one event loop.
 */
public final class SilenceWatch {

  private static final long MOST_BETWEEN_LOOKS_MILLIS = 1_000;
  private static final int LEAST_LOOKS = 4;
  private static final String EVENTS = "text/event-stream";

  private final Watched ring =
      new Watched() {
        @Override
        protected void silent() {
          throw new IllegalStateException("nobody waits here");
        }
      };
  private final long longestLooks;
  private final long longestOfStreams;
  private long looks;

  /** Somebody who waits. */
  public abstract static class Watched {

    private Watched before;
    private Watched after;
    private long heardAt;
    private long longest;
    private boolean over;

    /** The backend has been silent for too long; it is watched no more. */
    protected abstract void silent();
  }

  /**
   * Begins to look, until the verticle that makes it ends.
   *
   * @param longest silence
   * @param streams longest silence of answers that may have nothing to say for long
   */
  SilenceWatch(Vertx vertx, Duration longest, Duration streams) {
    long between = Math.min(MOST_BETWEEN_LOOKS_MILLIS, longest.toMillis() / LEAST_LOOKS);
    longestLooks = longest.toMillis() / between;
    longestOfStreams = streams.toMillis() / between;
    ring.before = ring;
    ring.after = ring;
    vertx.setPeriodic(between, timer -> look());
  }

  /**
   * Begins to watch, anew where it does already.
   *
   * @param stream whether it may have nothing to say for long from its beginning
   */
  public void watch(Watched who, boolean stream) {
    who.longest = stream ? longestOfStreams : longestLooks;
    resume(who);
  }

  /** Begins to watch for the body of an answer: events and calls of gRPC may be silent longer. */
  public void watch(Watched who, HttpClientResponse answer) {
    String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
    watch(who, Grpc.isType(type) || (type != null && type.startsWith(EVENTS)));
  }

  /** Bytes have passed in either direction. */
  public void heard(Watched who) {
    who.heardAt = looks;
  }

  /** Does not watch for now: it is not the backend who is waited for. */
  public void pause(Watched who) {
    if (who.after != null) {
      who.before.after = who.after;
      who.after.before = who.before;
      who.before = null;
      who.after = null;
    }
  }

  /** The backend is waited for again, from now on; unless nobody waits any more. */
  public void resume(Watched who) {
    pause(who);
    if (who.over) {
      return;
    }
    who.heardAt = looks;
    who.before = ring.before;
    who.after = ring;
    ring.before.after = who;
    ring.before = who;
  }

  /** Ends to watch, for good; may be called again. */
  public void end(Watched who) {
    who.over = true;
    pause(who);
  }

  void look() {
    looks++;
    List<Watched> late = new ArrayList<>(0);
    for (Watched who = ring.after; who != ring; who = who.after) {
      if (looks - who.heardAt > who.longest) {
        late.add(who);
      }
    }
    late.forEach(this::pause);
    late.forEach(Watched::silent);
  }
}
