package dev.apim.image;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * An API server that is asked and always too busy: enough to see that an operator has come up and
 * asks. What it does with an answer is tested on real ones.
 */
final class BusyCluster implements AutoCloseable {

  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private final HttpServer server;

  private BusyCluster(HttpServer server) {
    this.server = server;
  }

  static BusyCluster start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    BusyCluster cluster = new BusyCluster(server);
    server.createContext("/", cluster::answer);
    server.start();
    return cluster;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
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
    server.stop(0);
  }
}
