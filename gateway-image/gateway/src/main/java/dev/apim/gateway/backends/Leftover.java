package dev.apim.gateway.backends;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** What is left of a request whose answer came before its end. */
public final class Leftover {

  private static final long DISCARD_MILLIS = 5_000;

  private Leftover() {}

  /** Reads it for a while, then no more: the connection goes. */
  public static void discard(Vertx vertx, HttpServerRequest in) {
    if (in.isEnded()) {
      return;
    }
    long timer = vertx.setTimer(DISCARD_MILLIS, late -> in.connection().close());
    in.handler(chunk -> {}).endHandler(end -> vertx.cancelTimer(timer)).resume();
  }
}
