package dev.apim.e2e.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A backend that answers every request with its method and path. */
public final class EchoServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int BACKLOG = 256;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private EchoServer(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of that address of this machine. */
  public static EchoServer start(String address) {
    try {
      EchoServer echo =
          new EchoServer(HttpServer.create(new InetSocketAddress(address, 0), BACKLOG));
      echo.server.createContext("/", EchoServer::answer);
      echo.server.setExecutor(echo.threads);
      echo.server.start();
      return echo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
      byte[] body =
          ("echo " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  public URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://" + address.getHostString() + ":" + address.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
