package dev.apim.gateway.backends;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The body of a request, which waits until somebody takes it and comes once only. */
public final class RequestBody {

  private final Vertx vertx;
  private final HttpServerRequest in;
  private final long most;
  private Sender sender;
  private HttpClientRequest out;
  private long bytes;
  private boolean ended;
  private boolean taken;
  private boolean sent;
  private boolean stopped;

  /** Who sends it on. */
  public interface Sender {

    /** A piece of it has come, or was taken. */
    void heard();

    /** There is more of it than is let through; no more of it passes. */
    void tooLong();
  }

  /**
   * Pauses a request that may have one.
   *
   * @param most bytes of it that are let through
   */
  public RequestBody(Vertx vertx, HttpServerRequest in, long most) {
    this.vertx = vertx;
    this.in = in;
    this.most = most;
    this.ended = Headers.saysNoBody(in);
    if (!ended) {
      in.pause();
    }
  }

  /** Whether the request is complete and had none. */
  public boolean isEmpty() {
    return ended && bytes == 0;
  }

  /** Whether it is on its way to somebody, or gone; it cannot be had again. */
  public boolean isTaken() {
    return taken;
  }

  /** Whether a backend has got it whole. */
  public boolean isSent() {
    return sent;
  }

  /** Whether the client is waited for: a backend that takes it has not got it whole. */
  public boolean isAwaited() {
    return out != null && !ended && !out.writeQueueFull();
  }

  /** Bytes of it that have come. */
  public long bytes() {
    return bytes;
  }

  /** Most bytes of it that are let through. */
  public long most() {
    return most;
  }

  /** Reads it whole; fails where it is longer than so many bytes. */
  public Future<byte[]> read(int mostInMemory) {
    taken = true;
    long longest = Math.min(mostInMemory, most);
    if (ended) {
      return Future.succeededFuture(new byte[0]);
    }
    Promise<byte[]> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    in.handler(
            chunk -> {
              bytes += chunk.length();
              if (collected.length() + chunk.length() > longest) {
                whole.tryFail(new BodyTooLargeException(longest));
              } else {
                collected.appendBuffer(chunk);
              }
            })
        .endHandler(
            end -> {
              ended = true;
              whole.tryComplete(collected.getBytes());
            })
        .resume();
    return whole.future();
  }

  /** Sends it to a backend, no faster than that takes it. */
  public void passTo(HttpClientRequest request, Sender whoSends) {
    taken = true;
    out = request;
    sender = whoSends;
    sent = ended;
    if (ended) {
      out.end();
    } else {
      in.handler(this::pass).endHandler(end -> complete()).resume();
    }
  }

  /** Waits for the end of a request that has no body. */
  public void passNothing() {
    taken = true;
    in.handler(chunk -> bytes += chunk.length()).endHandler(end -> ended = true).resume();
  }

  private void pass(Buffer chunk) {
    if (stopped) {
      return;
    }
    sender.heard();
    if (bytes == 0 && !out.isChunked() && !out.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      out.setChunked(true);
    }
    bytes += chunk.length();
    if (bytes > most) {
      stopped = true;
      sender.tooLong();
      return;
    }
    out.write(chunk);
    if (out.writeQueueFull()) {
      in.pause();
      out.drainHandler(
          drained -> {
            sender.heard();
            in.resume();
          });
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
  public void stop(boolean discard) {
    stopped = true;
    if (discard && !ended) {
      Leftover.discard(vertx, in);
    }
  }
}
