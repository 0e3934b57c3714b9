package dev.apim.gateway.backends;

import dev.apim.gateway.metrics.ApiMetrics;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.router.Route;
import dev.apim.gateway.telemetry.RequestRecord;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: both bodies are streams that wait for whoever is slower. A client that
 * leaves takes its request to the backend with it; a backend that breaks off is told to the client,
 * never hidden. What is not idempotent is never sent twice (B81).
 */
final class Exchange extends SilenceWatch.Watched {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long UNKNOWN = -1;

  private final Vertx vertx;
  private final HttpClient client;
  private final SilenceWatch silence;
  private final GatewayMetrics metrics;
  private final ApiMetrics meters;
  private final HttpServerRequest in;
  private final HttpServerResponse answer;
  private final Route route;
  private final RequestOptions options;
  private final RequestRecord record;
  private final long startedAt = System.nanoTime();
  private HttpClientRequest out;
  private boolean repeated;
  private boolean bodySeen;
  private boolean requestEnded;
  private boolean done;
  private long bodyLeft = UNKNOWN;

  Exchange(
      Vertx vertx,
      HttpClient client,
      SilenceWatch silence,
      GatewayMetrics metrics,
      HttpServerRequest in,
      Route route,
      RequestOptions options,
      RequestRecord record) {
    this.vertx = vertx;
    this.client = client;
    this.silence = silence;
    this.metrics = metrics;
    this.meters = metrics.api(route.api());
    this.in = in;
    this.answer = in.response();
    this.route = route;
    this.options = options;
    this.record = record;
  }

  void begin() {
    metrics.begin();
    silence.watch(this);
    answer.closeHandler(closed -> clientLeft());
    requestEnded = Headers.saysNoBody(in);
    if (!requestEnded) {
      in.pause();
      in.exceptionHandler(failure -> clientLeft());
    }
    connect();
  }

  private void connect() {
    client
        .request(options)
        .onComplete(
            (request, failure) -> {
              if (failure == null) {
                send(request);
              } else {
                failed(failure);
              }
            });
  }

  private void send(HttpClientRequest request) {
    out = request;
    if (done) {
      out.reset();
      return;
    }
    String authority = route.backend().authority();
    Headers.toBackend(in, out.headers(), authority);
    Headers.addTrace(out.headers(), record, authority);
    out.exceptionHandler(this::failed);
    out.response()
        .onComplete(
            (response, failure) -> {
              if (failure == null) {
                respond(response);
              } else {
                failed(failure);
              }
            });
    if (requestEnded) {
      out.end();
      return;
    }
    in.handler(this::pass).endHandler(end -> requestComplete()).resume();
  }

  private void pass(Buffer chunk) {
    if (done) {
      return;
    }
    silence.heard(this);
    if (!bodySeen) {
      bodySeen = true;
      if (!out.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
        out.setChunked(true);
      }
    }
    out.write(chunk);
    if (out.writeQueueFull()) {
      in.pause();
      out.drainHandler(drained -> in.resume());
    }
  }

  private void requestComplete() {
    requestEnded = true;
    if (!done) {
      out.end();
    }
  }

  private void respond(HttpClientResponse backend) {
    if (done) {
      backend.exceptionHandler(reset -> {});
      out.reset();
      return;
    }
    silence.forget(this);
    meters.backendAnswered(System.nanoTime() - startedAt);
    record.backendAnswered(backend.statusCode());
    status(backend.statusCode(), backend.statusMessage());
    Headers.toClient(backend.headers(), answer.headers());
    bodyLeft = Headers.length(backend.headers());
    if (bodyLeft == UNKNOWN && mayHaveChunks(backend.statusCode())) {
      answer.setChunked(true);
    }
    backend
        .exceptionHandler(this::failed)
        .handler(chunk -> passBack(backend, chunk))
        .endHandler(end -> answerComplete(backend.statusCode()));
  }

  /** A reason of the backend's own is passed on; the usual one needs no making. */
  private void status(int code, String reason) {
    answer.setStatusCode(code);
    if (in.version() != HttpVersion.HTTP_2
        && !HttpResponseStatus.valueOf(code).reasonPhrase().equals(reason)) {
      answer.setStatusMessage(reason);
    }
  }

  /**
   * A write that fails needs no care here: the client has left, and that is told elsewhere. The
   * last piece of a body whose length is known ends the answer: head, body and end in one write
   * where the body is small.
   */
  private void passBack(HttpClientResponse backend, Buffer chunk) {
    if (done) {
      return;
    }
    if (bodyLeft != UNKNOWN) {
      bodyLeft -= chunk.length();
      if (bodyLeft == 0) {
        end(answer.end(chunk), backend.statusCode());
        return;
      }
    }
    answer.write(chunk);
    if (answer.writeQueueFull()) {
      backend.pause();
      answer.drainHandler(drained -> backend.resume());
    }
  }

  private void answerComplete(int status) {
    if (!done && !answer.ended()) {
      end(answer.end(), status);
    }
  }

  private void end(Future<Void> sent, int status) {
    sent.onComplete(
        (nothing, unsent) -> {
          if (unsent == null) {
            finish(status);
          } else {
            leave();
          }
        });
  }

  private boolean mayHaveChunks(int status) {
    return in.version() == HttpVersion.HTTP_1_1
        && in.method() != HttpMethod.HEAD
        && status != 204
        && status != 304;
  }

  @Override
  void silent() {
    failed(new TimeoutException());
  }

  private void failed(Throwable cause) {
    if (done) {
      return;
    }
    if (mayRepeat(cause)) {
      repeated = true;
      connect();
      return;
    }
    BackendFailure failure = BackendFailure.of(cause);
    meters.backendFailed(failure.error());
    record.failed("backend", failure.error().tag());
    LOG.debug("The backend of {} failed", route.api(), cause);
    finish(failure.answer().status());
    if (out != null) {
      out.reset();
    }
    if (answer.headWritten()) {
      answer.reset();
    } else {
      answer.headers().remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.TRANSFER_ENCODING);
      failure.answer().send(answer);
    }
  }

  /** A backend may close a kept connection just when a request takes it: once, that is no error. */
  private boolean mayRepeat(Throwable cause) {
    boolean closed =
        cause instanceof HttpClosedException || cause instanceof java.net.SocketException;
    boolean idempotent =
        in.method() == HttpMethod.GET
            || in.method() == HttpMethod.HEAD
            || in.method() == HttpMethod.OPTIONS;
    boolean untouched = requestEnded && !bodySeen && !answer.headWritten();
    return closed && idempotent && untouched && !repeated;
  }

  /** Also called at the end of an answer that has been written whole, where it means nothing. */
  private void clientLeft() {
    if (!done && !answer.ended()) {
      leave();
    }
  }

  private void leave() {
    finish(0);
    if (out != null) {
      out.reset();
    }
  }

  private void finish(int status) {
    if (done) {
      return;
    }
    done = true;
    silence.forget(this);
    metrics.end();
    meters.answered(status, System.nanoTime() - startedAt);
    record.finish(status, in.bytesRead(), answer.bytesWritten());
    if (status != 0 && !requestEnded) {
      Leftover.discard(vertx, in);
    }
  }
}
