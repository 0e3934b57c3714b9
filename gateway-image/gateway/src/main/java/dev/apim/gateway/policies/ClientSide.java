package dev.apim.gateway.policies;

import dev.apim.gateway.backends.AnswerBody;
import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.backends.ErrorAnswer;
import dev.apim.gateway.backends.Headers;
import dev.apim.gateway.backends.RequestBody;
import dev.apim.gateway.backends.Tunnel;
import dev.apim.gateway.backends.Tunnels;
import dev.apim.gateway.telemetry.RequestRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * The client's end of an exchange: the body of its request, and the answer to it. Counts the bytes
 * of both bodies.
 */
final class ClientSide {

  private final Vertx vertx;
  private final HttpServerRequest in;
  private final RequestBody body;
  private final HttpServerResponse answer;
  private final RequestRecord record;
  private final Tunnels tunnels;
  private boolean switched;
  private long bytes;

  /** Pauses the request until somebody wants its body. */
  ClientSide(
      Vertx vertx, HttpServerRequest in, Connector connector, RequestRecord record, Runnable left) {
    this.vertx = vertx;
    this.in = in;
    this.answer = in.response();
    this.record = record;
    this.tunnels = connector.tunnels();
    this.body = new RequestBody(vertx, in, connector.limits().bodyBytes());
    answer.closeHandler(
        closed -> {
          if (!answer.ended() && !switched) {
            left.run();
          }
        });
    in.exceptionHandler(failure -> left.run());
  }

  HttpServerRequest request() {
    return in;
  }

  /** The body of the request. */
  RequestBody body() {
    return body;
  }

  /** What is told of the request. */
  RequestRecord record() {
    return record;
  }

  /** Tells of the request, which is over. */
  void told(int status) {
    record.finish(status, in.bytesRead(), answer.bytesWritten());
  }

  /** Bytes of both bodies so far. */
  long bytes() {
    return body.bytes() + bytes;
  }

  boolean isAnswered() {
    return answer.headWritten();
  }

  /** Answers, with the body in memory or as it comes from the backend; never throws. */
  Future<Void> send(GatewayResponse response) {
    try {
      return write(response);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> write(GatewayResponse response) {
    answer.setStatusCode(response.status());
    if (in.version() != HttpVersion.HTTP_2 && !response.reason().isEmpty()) {
      answer.setStatusMessage(response.reason());
    }
    answer.headers().addAll(response.rawHeaders());
    if (response.status() == Tunnel.SWITCHING) {
      return switchOver(response.stream());
    }
    boolean inMemory = response.body().isInMemory() || response.stream() == null;
    return inMemory ? sendBytes(response) : sendStream(response);
  }

  private Future<Void> switchOver(AnswerBody backend) {
    if (backend == null || backend.answer().statusCode() != Tunnel.SWITCHING) {
      return Future.failedFuture("only a backend can switch protocols");
    }
    switched = true;
    return Tunnel.open(in, backend.answer(), tunnels);
  }

  private Future<Void> sendBytes(GatewayResponse response) {
    byte[] content = response.body().bytes(true);
    answer.headers().remove(HttpHeaders.TRANSFER_ENCODING);
    if (isBodiless(response.status())) {
      answer.headers().remove(HttpHeaders.CONTENT_LENGTH);
      return answer.end();
    }
    answer.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length));
    if (in.method() == HttpMethod.HEAD) {
      return answer.end();
    }
    bytes += content.length;
    return answer.end(Buffer.buffer(content));
  }

  private static boolean isBodiless(int status) {
    return status == 204 || status == 304 || status < 200;
  }

  private Future<Void> sendStream(GatewayResponse response) {
    if (response.failure() != null) {
      return Future.failedFuture(response.failure());
    }
    AnswerBody backend = response.stream();
    Promise<Void> sent = Promise.promise();
    backend.exceptionHandler(
        failure -> {
          response.broken(failure);
          sent.tryFail(failure);
        });
    prepareChunks(response.status());
    pass(backend, sent);
    return sent.future();
  }

  private void prepareChunks(int status) {
    if (in.version() != HttpVersion.HTTP_1_0
        && in.method() != HttpMethod.HEAD
        && !isBodiless(status)
        && !answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      answer.setChunked(true);
      vertx.runOnContext(soon -> begin());
    }
  }

  private void pass(AnswerBody backend, Promise<Void> sent) {
    backend
        .handler(
            chunk -> {
              bytes += chunk.length();
              answer.write(chunk);
              if (answer.writeQueueFull()) {
                backend.pause();
                answer.drainHandler(drained -> backend.resume());
              }
            })
        .endHandler(
            end -> {
              Headers.trailers(backend.answer().trailers(), answer);
              answer.end().onComplete(sent);
            })
        .resume();
  }

  /** An answer of unknown length may be a stream that is silent at first: its head goes at once. */
  private void begin() {
    if (!answer.headWritten() && !answer.closed()) {
      answer.writeHead();
    }
  }

  /** An answer that has begun cannot be taken back: the client is told by a broken connection. */
  void breakOff(ErrorAnswer error) {
    if (answer.headWritten()) {
      answer.reset();
    } else {
      error.sendInstead(answer);
    }
  }

  void refuse(ErrorAnswer error) {
    error.send(answer);
  }

  /** After an early answer the rest of the request is read for a while, then no more. */
  void discardRest() {
    body.stop(!switched);
  }
}
