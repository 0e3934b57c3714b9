package dev.apim.gateway.backends;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Calls of gRPC: HTTP/2 on both sides, both bodies at once, the status in the trailers. */
public final class Grpc {

  private static final String TYPE = "application/grpc";

  private Grpc() {}

  /** Whether a request is one. */
  public static boolean matches(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      return false;
    }
    return isType(request.getHeader(HttpHeaders.CONTENT_TYPE));
  }

  /**
   * Whether a body is one.
   *
   * @param type its content type; may be null
   */
  static boolean isType(String type) {
    return type != null && type.startsWith(TYPE);
  }
}
