package dev.apim.gateway.policies;

import dev.apim.gateway.backends.BodyTooLargeException;
import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.backends.Headers;
import dev.apim.policy.host.Callback;
import dev.apim.policy.host.Failure;
import dev.apim.policy.host.OutgoingRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Requests that policies make on their own; the whole answer is kept in memory. */
final class OwnRequests {

  /** Most that is kept of an answer. */
  static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Connector connector;

  OwnRequests(Vertx vertx, Connector connector) {
    this.vertx = vertx;
    this.connector = connector;
  }

  void send(OutgoingRequest request, Callback<? super GatewayResponse> done) {
    RequestOptions options;
    try {
      options = options(request);
    } catch (RuntimeException e) {
      done.failed(new Failure("UrlInvalid", "\"" + request.url() + "\" is no http address", 500));
      return;
    }
    Promise<GatewayResponse> answered = Promise.promise();
    Duration patience = request.timeout() == null ? LONGEST : request.timeout();
    long timer =
        vertx.setTimer(
            Math.max(1, patience.toMillis()), late -> answered.tryFail(new TimeoutException()));
    connector
        .request(options)
        .compose(out -> exchange(out, request, answered))
        .onComplete(
            result -> {
              if (result.succeeded()) {
                answered.tryComplete(result.result());
              } else {
                answered.tryFail(result.cause());
              }
            });
    answered
        .future()
        .onComplete(
            result -> {
              vertx.cancelTimer(timer);
              if (result.succeeded()) {
                done.done(result.result());
              } else {
                done.failed(failure(result.cause()));
              }
            });
  }

  private RequestOptions options(OutgoingRequest request) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setAbsoluteURI(request.url())
            .setConnectTimeout(Connector.CONNECT_MILLIS)
            .setIdleTimeout(LONGEST.toMillis());
    if (request.proxy() != null) {
      options.setProxyOptions(Proxies.options(request.proxy()));
    }
    if (request.certificate() != null && Boolean.TRUE.equals(options.isSsl())) {
      options.setSslOptions(
          connector.showing(request.certificate().certificate(), request.certificate().key()));
    }
    return options;
  }

  private static Future<GatewayResponse> exchange(
      HttpClientRequest out, OutgoingRequest request, Promise<GatewayResponse> wanted) {
    request.headers().forEach((name, values) -> out.headers().set(name, values));
    wanted.future().onFailure(late -> out.reset());
    byte[] body = request.body() == null ? new byte[0] : request.body();
    return out.send(Buffer.buffer(body)).compose(OwnRequests::whole);
  }

  private static Future<GatewayResponse> whole(HttpClientResponse answer) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Headers.toClient(answer.headers(), headers);
    GatewayResponse response = GatewayResponse.of(answer, headers, null);
    return read(answer, MAX_ANSWER_BYTES)
        .map(
            bytes -> {
              response.body().set(bytes);
              return response;
            });
  }

  /** Reads a body whole; fails where it is longer than {@code most} bytes. */
  static Future<byte[]> read(ReadStream<Buffer> answer, int most) {
    Promise<byte[]> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    answer
        .exceptionHandler(whole::tryFail)
        .handler(
            chunk -> {
              if (collected.length() + chunk.length() > most) {
                whole.tryFail(new BodyTooLargeException(most));
              } else {
                collected.appendBuffer(chunk);
              }
            })
        .endHandler(end -> whole.tryComplete(collected.getBytes()))
        .resume();
    return whole.future();
  }

  static Failure failure(Throwable cause) {
    if (cause instanceof TimeoutException) {
      return new Failure("Timeout", "no answer in time", 504);
    }
    if (cause instanceof BodyTooLargeException) {
      return new Failure("BodyTooLarge", cause.getMessage(), 500);
    }
    return new Failure("BackendConnectionFailure", String.valueOf(cause.getMessage()), 502);
  }
}
