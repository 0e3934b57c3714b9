package dev.apim.image;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server of this process that stands in for an API server. */
final class LoopbackServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private LoopbackServer(HttpServer server) {
    this.server = server;
  }

  /** Serves on a free port, every request on a thread of its own. */
  static LoopbackServer start(HttpHandler handler) throws IOException {
    LoopbackServer loopback =
        new LoopbackServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    loopback.server.createContext("/", handler);
    loopback.server.setExecutor(loopback.threads);
    loopback.server.start();
    return loopback;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
