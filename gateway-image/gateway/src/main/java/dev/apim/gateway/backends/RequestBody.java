package dev.apim.gateway.backends;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The body of a request as a stream, which waits until somebody takes it and comes once only. */
final class RequestBody {

  private final Vertx vertx;
  private final HttpServerRequest in;
  private final long most;
  private final Exchange exchange;
  private HttpClientRequest out;
  private long bytes;
  private boolean ended;
  private boolean sent;
  private boolean stopped;

  /**
   * Pauses a request that may have one.
   *
   * @param most bytes of it
   * @param exchange told of each piece, and where there are more
   */
  RequestBody(Vertx vertx, HttpServerRequest in, long most, Exchange exchange) {
    this.vertx = vertx;
    this.in = in;
    this.most = most;
    this.exchange = exchange;
    this.ended = Headers.saysNoBody(in);
    if (!ended) {
      in.pause();
    }
  }

  /** Whether it has a byte that is gone. */
  boolean isTouched() {
    return bytes > 0;
  }

  /** Whether the request is complete and had none. */
  boolean isEmpty() {
    return ended && bytes == 0;
  }

  /** Whether a backend has got it whole. */
  boolean isSent() {
    return sent;
  }

  /** Sends it to a backend, no faster than that takes it. */
  void passTo(HttpClientRequest request) {
    out = request;
    sent = ended;
    if (ended) {
      out.end();
    } else {
      in.handler(this::pass).endHandler(end -> complete()).resume();
    }
  }

  /** Waits for the end of a request that has no body. */
  void passNothing() {
    in.handler(chunk -> bytes += chunk.length()).endHandler(end -> ended = true).resume();
  }

  private void pass(Buffer chunk) {
    if (stopped) {
      return;
    }
    exchange.heard();
    if (bytes == 0 && !out.isChunked() && !out.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      out.setChunked(true);
    }
    bytes += chunk.length();
    if (bytes > most) {
      exchange.tooLong();
      return;
    }
    out.write(chunk);
    if (out.writeQueueFull()) {
      in.pause();
      out.drainHandler(drained -> in.resume());
    }
  }

  private void complete() {
    ended = true;
    if (!stopped) {
      sent = true;
      out.end();
    }
  }

  /** Nobody takes any more of it; what the client still sends is read for a while. */
  void stop(boolean discard) {
    stopped = true;
    if (discard && !ended) {
      Leftover.discard(vertx, in);
    }
  }
}
