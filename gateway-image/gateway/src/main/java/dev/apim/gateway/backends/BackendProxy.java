package dev.apim.gateway.backends;

import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.router.Route;
import dev.apim.gateway.telemetry.RequestRecord;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** Passes requests on. One for each event loop. */
public final class BackendProxy {

  private final Vertx vertx;
  private final Connector connector;
  private final GatewayMetrics metrics;

  /** Makes a proxy for the event loop of the caller. */
  public BackendProxy(Vertx vertx, Connector connector, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.connector = connector;
    this.metrics = metrics;
  }

  /**
   * Passes a request on.
   *
   * @param target normal path and query of the request
   * @param record what is told of it
   */
  public void forward(HttpServerRequest request, Route route, String target, RequestRecord record) {
    new Exchange(vertx, connector, metrics, request, route, target, record).begin();
  }
}
