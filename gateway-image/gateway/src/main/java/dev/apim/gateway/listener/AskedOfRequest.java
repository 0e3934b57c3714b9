package dev.apim.gateway.listener;

import dev.apim.gateway.router.Asked;
import io.vertx.core.http.HttpServerRequest;

/** A request as the router asks for it. */
record AskedOfRequest(HttpServerRequest request) implements Asked {

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String header(String name) {
    return request.headers().get(name);
  }
}
