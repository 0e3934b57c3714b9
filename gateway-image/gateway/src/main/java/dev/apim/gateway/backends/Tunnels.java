package dev.apim.gateway.backends;

import dev.apim.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The WebSockets that are open on an event loop. */
public final class Tunnels {

  private final Set<Tunnel> open = new HashSet<>();
  private final GatewayMetrics metrics;
  private boolean leaving;

  Tunnels(GatewayMetrics metrics) {
    this.metrics = metrics;
  }

  void add(Tunnel tunnel) {
    open.add(tunnel);
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

  /** Tells every client, those to come too, that the gateway leaves. */
  public void leave() {
    leaving = true;
    List.copyOf(open).forEach(Tunnel::leave);
  }
}
