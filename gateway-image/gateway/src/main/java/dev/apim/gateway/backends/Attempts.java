package dev.apim.gateway.backends;

import dev.apim.gateway.metrics.ApiMetrics;
import dev.apim.gateway.metrics.BackendError;
import dev.apim.gateway.telemetry.RequestRecord;
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
 * The attempts of one request to have a member of its backend answer it: who is asked, and after
 * what somebody else (B98, B122), never twice what cannot be sent twice (B81); and what circuit
 * breakers, metrics and the request's record are told of each (B104, B115).
 */
public final class Attempts {

  /** A request that three members have failed is not the members' fault. */
  private static final int MOST = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Upstream upstream;
  private final ApiMetrics meters;
  private final RequestRecord record;
  private List<Member> asked = List.of();
  private Member current;
  private long begunAt;
  private boolean lost;

  /** Begins with none. */
  public Attempts(Upstream upstream, ApiMetrics meters, RequestRecord record) {
    this.upstream = upstream;
    this.meters = meters;
    this.record = record;
  }

  /** The member that is asked first; null where none can take a request. */
  public Member first() {
    ask();
    if (current == null) {
      meters.backendFailed(BackendFailure.NO_MEMBER.error());
    }
    return current;
  }

  /**
   * Counts an answer.
   *
   * @param repeatable whether the request can be sent once more
   * @return the member that is asked instead; null where the answer is to be taken
   */
  public Member after(HttpClientResponse answer, boolean repeatable) {
    long now = System.nanoTime();
    meters.backendAnswered(now - begunAt);
    record.backendAnswered(answer.statusCode());
    if (!current.isFailure(answer.statusCode())) {
      current.succeeded(now);
      return null;
    }
    count(RetryAfter.of(answer.getHeader("Retry-After")));
    return repeatable ? another() : null;
  }

  /**
   * Counts an attempt without an answer.
   *
   * @param sent whether any of it may have reached the member
   * @param repeatable whether the request can be sent once more
   * @return the member that is asked next; null where there is none, and the request has failed
   */
  public Member after(Throwable cause, boolean sent, boolean repeatable) {
    if (sent && repeatable && isLost(cause)) {
      begunAt = System.nanoTime();
      return current;
    }
    failed(cause);
    return repeatable || !sent ? another() : null;
  }

  /** Counts a member that has not answered, or not whole; unless that was the client's doing. */
  public void failed(Throwable cause) {
    BackendError error = BackendFailure.of(cause).error();
    if (error == null) {
      return;
    }
    meters.backendFailed(error);
    LOG.debug("The backend {} failed", current.name(), cause);
    if (!(cause instanceof ConnectionPoolTooBusyException)) {
      count(null);
    }
  }

  private Member another() {
    if (!upstream.isPool() || asked.size() >= MOST) {
      return null;
    }
    Member before = current;
    ask();
    Member chosen = current;
    // who takes what comes of the last attempt has it counted against the last member
    current = chosen == null ? before : chosen;
    return chosen;
  }

  private void ask() {
    begunAt = System.nanoTime();
    current = upstream.choose(begunAt, asked);
    if (current != null && upstream.isPool()) {
      asked = asked.isEmpty() ? new ArrayList<>(MOST) : asked;
      asked.add(current);
    }
  }

  /**
   * Whether an attempt was lost with its connection: a member may close a kept one just when a
   * request takes it. Once in a request, that is no error.
   */
  private boolean isLost(Throwable cause) {
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

  /**
   * Whether a request that may have been carried out can be sent once more (B81).
   *
   * @param whole whether its body is still there, or there is none
   */
  public static boolean isRepeatable(HttpMethod method, boolean whole) {
    return whole
        && (method == HttpMethod.GET
            || method == HttpMethod.HEAD
            || method == HttpMethod.OPTIONS
            || method == HttpMethod.PUT
            || method == HttpMethod.DELETE
            || method == HttpMethod.TRACE);
  }
}
