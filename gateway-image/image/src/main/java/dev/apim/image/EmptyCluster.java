package dev.apim.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a starting operator asks of an API server, answered as one that has no objects would: empty
 * lists, watches that tell of nothing, writes that are taken, 404 for all else. No test relies on
 * it; it only lets a start go on.
 */
final class EmptyCluster implements HttpHandler {

  private static final String NOTHING = "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}";
  private static final String NOT_FOUND =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\","
          + "\"reason\":\"NotFound\",\"code\":404}";

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    byte[] asked = exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      // no WebSockets here; a client then watches without
      send(exchange, 200, new byte[0]);
    } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true")) {
      // open until the server ends
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
    } else if (!exchange.getRequestMethod().equals("GET")) {
      send(exchange, 201, asked);
    } else if (isList(exchange)) {
      send(exchange, 200, NOTHING.getBytes(StandardCharsets.UTF_8));
    } else {
      send(exchange, 404, NOT_FOUND.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** {@code /api/v1/nodes}, {@code /apis/GROUP/VERSION/namespaces/NAME/KINDS}. */
  private static boolean isList(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath().replaceFirst("/namespaces/[^/]+/", "/");
    return path.matches("/api/v1/[^/]+|/apis/[^/]+/[^/]+/[^/]+");
  }
}
