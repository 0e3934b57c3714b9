package dev.apim.gateway.backends;

import dev.apim.api.v1alpha1.BackendProtocol;
import dev.apim.gateway.metrics.ApiMetrics;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.router.Route;
import dev.apim.gateway.telemetry.RequestRecord;
import dev.apim.gateway.upstream.Member;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeoutException;

/**
 * One request on its way: both bodies are streams that wait for whoever is slower. A client that
 * leaves takes its request to the backend with it; a backend that breaks off is told to the client,
 * never hidden. What is not idempotent is never sent twice (B81); what is may be answered by
 * another member (B122).
 */
final class Exchange extends SilenceWatch.Watched implements RequestBody.Sender {

  private final Vertx vertx;
  private final Connector connector;
  private final SilenceWatch silence;
  private final GatewayMetrics metrics;
  private final ApiMetrics meters;
  private final HttpServerRequest in;
  private final HttpServerResponse answer;
  private final Route route;
  private final String target;
  private final RequestRecord record;
  private final Attempts attempts;
  private final boolean grpc;
  private final RequestBody body;
  private final long startedAt = System.nanoTime();
  private Member member;
  private HttpClientRequest out;
  private RequestOptions options;
  private int attempt;
  private boolean answering;
  private boolean switched;
  private boolean done;

  Exchange(
      Vertx vertx,
      Connector connector,
      GatewayMetrics metrics,
      HttpServerRequest in,
      Route route,
      String target,
      RequestRecord record) {
    this.vertx = vertx;
    this.connector = connector;
    this.silence = connector.silence();
    this.metrics = metrics;
    this.meters = metrics.api(route.api());
    this.in = in;
    this.answer = in.response();
    this.route = route;
    this.target = target;
    this.record = record;
    this.attempts = new Attempts(route.backend(), meters, record);
    this.grpc = Grpc.matches(in);
    this.body = new RequestBody(vertx, in, connector.limits().bodyBytes());
  }

  void begin() {
    metrics.begin();
    answer.closeHandler(closed -> clientLeft());
    if (!body.isEmpty()) {
      in.exceptionHandler(failure -> clientLeft());
    }
    attempt(attempts.first());
  }

  private void attempt(Member next) {
    int begun = ++attempt;
    member = next;
    out = null;
    if (next == null) {
      end(BackendFailure.NO_MEMBER);
      return;
    }
    silence.watch(this, false);
    options =
        new RequestOptions()
            .setMethod(in.method())
            .setURI(next.credentials().target(route.backendTarget(target, next.url())))
            .setConnectTimeout(Connector.CONNECT_MILLIS);
    connector
        .request(next, options, protocol(next))
        .onComplete((request, failure) -> opened(begun, request, failure));
  }

  private BackendProtocol protocol(Member asked) {
    return Connector.protocol(in, asked.protocol());
  }

  /** What comes of an attempt that was given up while it waited for a connection is nobody's. */
  private void opened(int begun, HttpClientRequest request, Throwable failure) {
    boolean wanted = !done && begun == attempt;
    if (wanted && failure == null) {
      send(request);
    } else if (wanted) {
      failed(failure);
    } else if (failure == null) {
      request.exceptionHandler(reset -> {}).reset();
    }
  }

  private void send(HttpClientRequest request) {
    out = request;
    silence.watch(this, grpc);
    out.exceptionHandler(failure -> failed(request, failure));
    String authority = member.url().authority();
    Headers.toBackend(in, out.headers(), authority);
    Headers.addTrace(out.headers(), record, authority);
    member.credentials().headers().forEach(out.headers()::set);
    if (Tunnel.isAskedBy(in)) {
      body.passNothing();
      answered(request, Tunnel.ask(request));
      return;
    }
    answered(request, out.response());
    if (grpc) {
      out.setChunked(true).putHeader("te", "trailers").writeHead();
    }
    body.passTo(out, this);
  }

  private void answered(HttpClientRequest request, Future<HttpClientResponse> future) {
    future.onComplete(
        (response, failure) -> {
          if (failure == null) {
            respond(request, response);
          } else {
            failed(request, failure);
          }
        });
  }

  private void respond(HttpClientRequest request, HttpClientResponse backend) {
    if (done || request != out) {
      backend.exceptionHandler(reset -> {});
      request.reset();
      return;
    }
    Member other = attempts.after(backend, isRepeatable());
    if (other != null) {
      backend.exceptionHandler(reset -> {});
      attempt(other);
      request.reset();
      return;
    }
    answering = true;
    AnswerStream stream = new AnswerStream(in, new AnswerBody(backend, silence, this), this);
    stream.head();
    if (backend.statusCode() == Tunnel.SWITCHING) {
      switched = true;
      silence.end(this);
      Tunnel.open(in, backend, connector.tunnels())
          .onSuccess(ended -> finish(Tunnel.SWITCHING))
          .onFailure(failure -> end(BackendFailure.of(failure)));
      return;
    }
    backend.exceptionHandler(failure -> failed(request, failure));
    stream.body(vertx, grpc);
  }

  @Override
  protected void silent() {
    if (done) {
      return;
    }
    if (!answering && body.isAwaited()) {
      end(BackendFailure.SLOW);
    } else if (out == null) {
      failed(connector.lateness(member, options, protocol(member)));
    } else {
      failed(new TimeoutException());
    }
  }

  @Override
  public void heard() {
    silence.heard(this);
  }

  @Override
  public void tooLong() {
    if (!done) {
      end(BackendFailure.LONG);
    }
  }

  private void failed(HttpClientRequest request, Throwable cause) {
    if (request == out) {
      failed(cause);
    }
  }

  private void failed(Throwable cause) {
    if (done || switched) {
      return;
    }
    HttpClientRequest given = out;
    Member next = attempts.after(cause, given != null, isRepeatable());
    if (next == null) {
      end(BackendFailure.of(cause));
      return;
    }
    attempt(next);
    if (given != null) {
      given.reset();
    }
  }

  private void end(BackendFailure failure) {
    if (failure.error() != null) {
      record.failed("backend", failure.error().tag());
    }
    finish(failure.answer().status());
    if (out != null) {
      out.reset();
    }
    if (answer.headWritten()) {
      answer.reset();
    } else {
      failure.answer().sendInstead(answer);
    }
  }

  /** No more, once a member has begun to answer: two answers are never mixed. */
  private boolean isRepeatable() {
    return !answering && Attempts.isRepeatable(in.method(), body.isEmpty());
  }

  /** Also called at the end of an answer that has been written whole, where it means nothing. */
  private void clientLeft() {
    if (!done && !switched && !answer.ended()) {
      leave();
    }
  }

  boolean isDone() {
    return done;
  }

  /** The client has left, or an answer cannot be written. */
  void leave() {
    finish(0);
    if (out != null) {
      out.reset();
    }
  }

  /** The answer has been written whole. */
  void finish(int status) {
    if (done) {
      return;
    }
    done = true;
    silence.end(this);
    metrics.end();
    meters.answered(status, System.nanoTime() - startedAt);
    record.finish(status, in.bytesRead(), answer.bytesWritten());
    body.stop(status != 0 && !switched);
    if (out != null && status != 0 && !switched && !body.isSent()) {
      Leftover.abandon(out);
    }
  }
}
