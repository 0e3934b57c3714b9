package dev.apim.gateway.policies;

import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.backends.ErrorAnswer;
import dev.apim.gateway.backends.Headers;
import dev.apim.gateway.backends.Leftover;
import dev.apim.gateway.backends.Tunnel;
import dev.apim.gateway.backends.Tunnels;
import dev.apim.gateway.telemetry.RequestRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * The client's end of an exchange: its body, read whole or passed on as it comes, and the answer to
 * it. Counts the bytes of both bodies.
 */
final class ClientSide {

  private final Vertx vertx;
  private final HttpServerRequest in;
  private final HttpServerResponse answer;
  private final RequestRecord record;
  private final Tunnels tunnels;
  private final long most;
  private boolean bodyTaken;
  private boolean requestEnded;
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
    this.most = connector.limits().bodyBytes();
    in.pause();
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
    return bytes;
  }

  /** Most bytes of the request's body that are let through. */
  long most() {
    return most;
  }

  boolean isAnswered() {
    return answer.headWritten();
  }

  /** Whether the body is on its way to somebody, or gone; it cannot be had again. */
  boolean isBodyTaken() {
    return bodyTaken;
  }

  /** Whether the request has come whole. */
  boolean isRequestEnded() {
    return requestEnded;
  }

  /** Whether the request says that it has a body. */
  boolean hasBody() {
    String length = in.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? in.version() == HttpVersion.HTTP_2 && !in.isEnded()
            || in.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        : !length.equals("0");
  }

  /** Reads the body whole; fails where it is longer than {@code most} bytes. */
  Future<byte[]> read(int most) {
    bodyTaken = true;
    Promise<byte[]> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    in.handler(
            chunk -> {
              bytes += chunk.length();
              if (collected.length() + chunk.length() > most) {
                whole.tryFail(new BodyTooLargeException(most));
              } else {
                collected.appendBuffer(chunk);
              }
            })
        .endHandler(
            end -> {
              requestEnded = true;
              whole.tryComplete(collected.getBytes());
            })
        .resume();
    return whole.future();
  }

  /**
   * Passes the body on as it comes, no faster than it is taken.
   *
   * @param call told of each piece, and where there is more of it than is let through
   */
  void passTo(HttpClientRequest out, BackendCall call) {
    bodyTaken = true;
    in.handler(
            chunk -> {
              bytes += chunk.length();
              call.heard();
              if (bytes > most) {
                passNothing();
                call.tooLong();
                return;
              }
              if (!out.isChunked() && !out.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                out.setChunked(true);
              }
              out.write(chunk);
              if (out.writeQueueFull()) {
                in.pause();
                out.drainHandler(drained -> in.resume());
              }
            })
        .endHandler(
            end -> {
              requestEnded = true;
              out.end();
            })
        .resume();
  }

  /** Waits for the end of a request that has no body, or whose body nobody wants. */
  void passNothing() {
    bodyTaken = true;
    in.handler(chunk -> {}).endHandler(end -> requestEnded = true).resume();
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
    if (!requestEnded && !switched) {
      Leftover.discard(vertx, in);
    }
  }
}
