package dev.apim.image;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * An API server that is asked and always too busy: enough to see that an operator has come up and
 * asks. What it does with an answer is tested on real ones.
 */
final class BusyCluster implements AutoCloseable {

  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private final LoopbackServer server;

  private BusyCluster() throws IOException {
    this.server = LoopbackServer.start(this::answer);
  }

  static BusyCluster start() throws IOException {
    return new BusyCluster();
  }

  String address() {
    return server.address();
  }

  /** Paths of all requests so far. */
  Set<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(503, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.close();
  }
}
