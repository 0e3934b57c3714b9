package dev.apim.gateway.backends;

import dev.apim.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The WebSockets that are open on an event loop. */
public final class Tunnels {

  private static final long MOST_LAST_MILLIS = 5_000;

  private final Set<Tunnel> open = new HashSet<>();
  private final Vertx vertx;
  private final GatewayMetrics metrics;
  private final long lastMillis;
  private final Consumer<HttpConnection> taken;
  private boolean leaving;

  /**
   * @param silence how long a backend may be silent
   * @param taken is given each connection to a backend that becomes one
   */
  Tunnels(Vertx vertx, GatewayMetrics metrics, Duration silence, Consumer<HttpConnection> taken) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.taken = taken;
    this.lastMillis = Math.min(MOST_LAST_MILLIS, silence.toMillis());
  }

  void add(Tunnel tunnel, HttpConnection backend) {
    open.add(tunnel);
    taken.accept(backend);
    metrics.tunnelOpened();
    if (leaving) {
      tunnel.leave();
    }
  }

  Future<Void> remove(Tunnel tunnel) {
    if (open.remove(tunnel)) {
      metrics.tunnelClosed();
    }
    return Future.succeededFuture();
  }

  /**
   * Closes a backend's end of one whose client has left: what is on its way has a while to arrive,
   * and a backend that does not read would keep it for ever.
   */
  void closeLater(HttpConnection backend) {
    // the public API waits for what such a backend never takes
    ConnectionBase connection = (ConnectionBase) backend;
    vertx.setTimer(lastMillis, late -> connection.channelHandlerContext().close());
  }

  /** Tells every client, those to come too, that the gateway leaves. */
  public void leave() {
    leaving = true;
    List.copyOf(open).forEach(Tunnel::leave);
  }
}
