package dev.apim.gateway.listener;

import dev.apim.gateway.health.Health;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The port for the platform: {@code /live}, {@code /ready}, {@code /metrics}, and {@code
 * /traces/ID} for who has the token.
 */
public final class ManagementListener extends VerticleBase {

  private static final String TRACES = "/traces/";
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final ServedRevision served;
  private final Health health;
  private final GatewayMetrics metrics;
  private final Telemetry telemetry;
  private final int port;
  private HttpServer server;

  /** Listens once it is deployed; port 0 takes any free one. */
  public ManagementListener(
      ServedRevision served, Health health, GatewayMetrics metrics, Telemetry telemetry, int port) {
    this.served = served;
    this.health = health;
    this.metrics = metrics;
    this.telemetry = telemetry;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    server = vertx.createHttpServer().requestHandler(this::handle);
    return server.listen(port, "0.0.0.0");
  }

  /** The port that was taken. */
  public int port() {
    return server.actualPort();
  }

  private void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (request.uri()) {
      case "/live" -> response.end();
      case "/ready" -> ready(response);
      case "/metrics" ->
          response.putHeader(HttpHeaders.CONTENT_TYPE, METRICS_TYPE).end(metrics.scrape());
      default -> trace(request);
    }
  }

  private void trace(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    Optional<String> found =
        request.uri().startsWith(TRACES)
            ? telemetry.trace(
                request.uri().substring(TRACES.length()), request.getHeader(Telemetry.MARK))
            : Optional.empty();
    if (found.isPresent()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(found.get());
    } else {
      response.setStatusCode(404).end();
    }
  }

  private void ready(HttpServerResponse response) {
    Optional<ActiveRevision> revision = served.active();
    JsonObject body =
        new JsonObject()
            .put("revision", revision.map(ActiveRevision::hash).orElse(null))
            .put("sequence", revision.map(ActiveRevision::sequence).orElse(null))
            .put("draining", health.isDraining());
    response
        .setStatusCode(health.isReady() ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body.encode());
  }
}
