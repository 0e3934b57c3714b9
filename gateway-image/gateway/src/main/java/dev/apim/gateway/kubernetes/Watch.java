package dev.apim.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;

/** A running watch: a stream of events, one JSON object a line. */
public final class Watch {

  private static final int LONGEST_EVENT = 8 * 1024 * 1024;

  private final JsonMapper json;
  private final Handler<JsonNode> events;
  private final Promise<Void> ended = Promise.promise();
  private Buffer rest = Buffer.buffer();
  private HttpClientResponse response;
  private boolean cancelled;

  Watch(Future<HttpClientResponse> opening, JsonMapper json, Handler<JsonNode> events) {
    this.json = json;
    this.events = events;
    opening.onSuccess(this::read).onFailure(ended::tryFail);
  }

  /** Ends when the watch does; fails where it was cut or refused. */
  public Future<Void> ended() {
    return ended.future();
  }

  /** Ends the watch; no event comes after this. */
  public void cancel() {
    cancelled = true;
    if (response != null) {
      response.request().reset();
    }
    ended.tryComplete();
  }

  private void read(HttpClientResponse opened) {
    response = opened;
    // also where it is cancelled already: without a handler the reset would be logged as an error
    opened.exceptionHandler(ended::tryFail);
    if (cancelled) {
      opened.request().reset();
      return;
    }
    opened.endHandler(end -> ended.tryComplete());
    opened.handler(this::take);
  }

  private void take(Buffer chunk) {
    rest.appendBuffer(chunk);
    int start = 0;
    for (int i = rest.length() - chunk.length(); i < rest.length() && !cancelled; i++) {
      if (rest.getByte(i) == '\n') {
        emit(rest.getBytes(start, i));
        start = i + 1;
      }
    }
    rest = start == 0 ? rest : rest.getBuffer(start, rest.length());
    if (rest.length() > LONGEST_EVENT) {
      fail("an event exceeds " + LONGEST_EVENT + " bytes");
    }
  }

  private void emit(byte[] line) {
    if (line.length == 0) {
      return;
    }
    try {
      events.handle(json.readTree(line));
    } catch (IOException e) {
      fail("an event is not JSON");
    }
  }

  private void fail(String why) {
    ended.tryFail(new ApiServerException(502, why));
    cancel();
  }
}
