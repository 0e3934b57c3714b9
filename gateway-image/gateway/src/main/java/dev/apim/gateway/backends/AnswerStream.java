package dev.apim.gateway.backends;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** The answer of a backend on its way to the client, no faster than that takes it. */
final class AnswerStream {

  private static final long UNKNOWN = -1;

  private final HttpServerRequest in;
  private final HttpServerResponse answer;
  private final AnswerBody backend;
  private final Exchange exchange;
  private long bodyLeft = UNKNOWN;

  AnswerStream(HttpServerRequest in, AnswerBody backend, Exchange exchange) {
    this.in = in;
    this.answer = in.response();
    this.backend = backend;
    this.exchange = exchange;
  }

  /** Takes over status and headers. */
  void head() {
    status(backend.answer().statusCode(), backend.answer().statusMessage());
    Headers.toClient(backend.answer().headers(), answer.headers());
  }

  /**
   * Passes the body on.
   *
   * @param trailing whether trailers follow even a body of known length
   */
  void body(Vertx vertx, boolean trailing) {
    bodyLeft = trailing ? UNKNOWN : Headers.length(backend.answer().headers());
    if (bodyLeft == UNKNOWN && mayHaveChunks(backend.answer().statusCode())) {
      answer.setChunked(true);
      vertx.runOnContext(soon -> beginAnswer());
    }
    backend.handler(this::passBack).endHandler(end -> complete()).resume();
  }

  /** A reason of the backend's own is passed on; the usual one needs no making. */
  private void status(int code, String reason) {
    answer.setStatusCode(code);
    if (in.version() != HttpVersion.HTTP_2
        && !HttpResponseStatus.valueOf(code).reasonPhrase().equals(reason)) {
      answer.setStatusMessage(reason);
    }
  }

  /** An answer of unknown length may be a stream that is silent at first: its head goes at once. */
  private void beginAnswer() {
    if (!exchange.isDone() && !answer.headWritten()) {
      answer.writeHead();
    }
  }

  /**
   * A write that fails needs no care here: the client has left, and that is told elsewhere. The
   * last piece of a body whose length is known ends the answer: head, body and end in one write
   * where the body is small.
   */
  private void passBack(Buffer chunk) {
    if (exchange.isDone()) {
      return;
    }
    if (bodyLeft != UNKNOWN) {
      bodyLeft -= chunk.length();
      if (bodyLeft == 0) {
        backend.end();
        end(answer.end(chunk), backend.answer().statusCode());
        return;
      }
    }
    answer.write(chunk);
    if (answer.writeQueueFull()) {
      backend.pause();
      answer.drainHandler(drained -> backend.resume());
    }
  }

  private void complete() {
    if (!exchange.isDone() && !answer.ended()) {
      Headers.trailers(backend.answer().trailers(), answer);
      end(answer.end(), backend.answer().statusCode());
    }
  }

  private void end(Future<Void> sent, int status) {
    sent.onComplete(
        (nothing, unsent) -> {
          if (unsent == null) {
            exchange.finish(status);
          } else {
            exchange.leave();
          }
        });
  }

  private boolean mayHaveChunks(int status) {
    return in.version() != HttpVersion.HTTP_1_0
        && in.method() != HttpMethod.HEAD
        && status != 204
        && status != 304;
  }
}
