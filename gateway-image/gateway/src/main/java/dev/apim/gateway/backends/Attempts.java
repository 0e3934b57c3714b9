package dev.apim.gateway.backends;

import dev.apim.gateway.upstream.Member;
import dev.apim.gateway.upstream.Upstream;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one request to have a member of its backend answer it (B98, B122), and what the
 * circuit breakers are told of them (B104).
 */
public final class Attempts {

  /** A request that three members have failed is not the members' fault. */
  private static final int MOST = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Upstream upstream;
  private List<Member> tried = List.of();
  private Member current;
  private boolean lost;

  /** Begins with none. */
  public Attempts(Upstream upstream) {
    this.upstream = upstream;
  }

  /** The member that the next attempt goes to; null where none can take it. */
  public Member next() {
    if (current != null) {
      tried = tried.isEmpty() ? new ArrayList<>(MOST) : tried;
      tried.add(current);
    }
    current = upstream.choose(System.nanoTime(), tried);
    return current;
  }

  /** Whether another member could be asked. */
  public boolean hasAnother() {
    if (!upstream.isPool() || tried.size() + 1 >= MOST) {
      return false;
    }
    List<Member> asked = new ArrayList<>(tried);
    asked.add(current);
    return upstream.choose(System.nanoTime(), asked) != null;
  }

  /** Counts an answer; says whether it is a failure of the member. */
  public boolean answered(HttpClientResponse answer) {
    if (current.isFailure(answer.statusCode())) {
      count(RetryAfter.of(answer.getHeader("Retry-After")));
      return true;
    }
    current.succeeded(System.nanoTime());
    return false;
  }

  /** Counts an attempt without an answer; too many that wait here are not the member's fault. */
  public void failed(Throwable cause) {
    if (!(cause instanceof ConnectionPoolTooBusyException)) {
      count(null);
    }
  }

  /**
   * Whether an attempt was lost with its connection and is to be made again, if it may be: a member
   * may close a kept connection just when a request takes it. Once in a request, that is no error.
   */
  public boolean isLost(Throwable cause) {
    boolean closed = cause instanceof HttpClosedException || cause instanceof SocketException;
    if (!closed || lost) {
      return false;
    }
    lost = true;
    return true;
  }

  private void count(Duration retryAfter) {
    Duration trip = current.failed(System.nanoTime(), retryAfter);
    if (trip != null) {
      LOG.warn(
          "The backend {} has failed too often and is left alone for {} s",
          current.name(),
          trip.toSeconds());
    }
  }

  /** Whether a request that may have been carried out can be sent once more (B81). */
  public static boolean isIdempotent(HttpMethod method) {
    return method == HttpMethod.GET
        || method == HttpMethod.HEAD
        || method == HttpMethod.OPTIONS
        || method == HttpMethod.PUT
        || method == HttpMethod.DELETE
        || method == HttpMethod.TRACE;
  }
}
