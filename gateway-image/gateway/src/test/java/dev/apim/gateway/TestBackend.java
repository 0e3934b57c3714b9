package dev.apim.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A backend that says its name and what it was asked for, until it is told to do otherwise. */
final class TestBackend {

  private final String name;
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicReference<Handler<HttpServerRequest>> behaviour;

  TestBackend(Vertx vertx, String name) {
    this(vertx, name, new HttpServerOptions(), 0);
  }

  TestBackend(Vertx vertx, String name, HttpServerOptions options, int port) {
    this(vertx, name, options, "127.0.0.1", port);
  }

  TestBackend(Vertx vertx, String name, HttpServerOptions options, String address, int port) {
    this.name = name;
    behaviour = new AtomicReference<>(this::echo);
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  behaviour.get().handle(request);
                });
    server.listen(port, address).await();
  }

  private void echo(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .end(name + " " + request.method() + " " + request.uri() + " " + body));
  }

  /** Does something else from now on; with null what it does at first. */
  void does(Handler<HttpServerRequest> other) {
    behaviour.set(other == null ? this::echo : other);
  }

  /** Answers with the length of the body, and notes each request and the end of each WebSocket. */
  void notesIn(List<String> seen) {
    does(
        request -> {
          seen.add(request.method() + " " + request.uri());
          if (request.headers().contains("Sec-WebSocket-Key")) {
            request
                .toWebSocket()
                .onSuccess(socket -> socket.closeHandler(closed -> seen.add("WebSocket closed")));
            return;
          }
          request.body().onSuccess(body -> request.response().end("took " + body.length()));
        });
  }

  void answers(int status) {
    does(request -> request.response().setStatusCode(status).end(name + " fails"));
  }

  /** Takes the request and closes the connection without an answer. */
  void breaksOff() {
    does(request -> request.body().onComplete(body -> request.connection().close()));
  }

  int requests() {
    return requests.get();
  }

  int port() {
    return server.actualPort();
  }

  /** The YAML of a Backend at its address; {@code more} are further lines of its spec. */
  String yaml(String scheme, String... more) {
    return backend(name, scheme + "://127.0.0.1:" + port() + "/" + name, more);
  }

  static String backend(String name, String url, String... more) {
    StringBuilder yaml = new StringBuilder(head(name)).append("  url: ").append(url).append('\n');
    for (String line : more) {
      yaml.append("  ").append(line.replace("\n", "\n  ")).append('\n');
    }
    return yaml.toString();
  }

  /** The YAML of a pool. */
  static String pool(String name, String... members) {
    StringBuilder yaml =
        new StringBuilder(head(name)).append("  type: Pool\n  pool:\n    members:\n");
    for (String member : members) {
      yaml.append("    - ").append(member).append('\n');
    }
    return yaml.toString();
  }

  private static String head(String name) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: Backend
           metadata: {name: %s}
           spec:
             instanceRef: {name: contoso}
           """
        .formatted(name);
  }

  /** The YAML of an Api with a Backend. */
  static String api(String path, String backend) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: Api
           metadata: {name: %s}
           spec:
             instanceRef: {name: contoso}
             path: %s
             backend: {type: Ref, name: %s}
           """
        .formatted(path, path, backend);
  }
}
