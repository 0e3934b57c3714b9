package dev.apim.gateway.backends;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** What is left of a request whose answer came before its end. */
public final class Leftover {

  private static final long DISCARD_MILLIS = 5_000;
  private static final long NO_ERROR = 0;

  private Leftover() {}

  /** Reads it for a while, then no more: the connection goes, or over HTTP/2 the stream alone. */
  public static void discard(Vertx vertx, HttpServerRequest in) {
    if (in.isEnded()) {
      return;
    }
    long timer = vertx.setTimer(DISCARD_MILLIS, late -> stop(in));
    in.handler(chunk -> {})
        .exceptionHandler(gone -> vertx.cancelTimer(timer))
        .endHandler(end -> vertx.cancelTimer(timer))
        .resume();
  }

  private static void stop(HttpServerRequest in) {
    if (in.version() == HttpVersion.HTTP_2) {
      in.response().reset(NO_ERROR);
    } else {
      in.connection().close();
    }
  }

  /**
   * Gives up a request that its backend has answered and not got whole: its connection, or over
   * HTTP/2 its stream, would otherwise wait for the rest for ever.
   */
  public static void abandon(HttpClientRequest out) {
    if (out.version() == HttpVersion.HTTP_2) {
      out.reset(NO_ERROR);
    } else {
      out.connection().close();
    }
  }
}
