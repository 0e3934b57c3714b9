package dev.apim.gateway.policies;

import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.router.Match;
import dev.apim.gateway.telemetry.RequestRecord;
import dev.apim.policy.context.ExchangeFacts.Deployment;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/** Runs requests through the programs of their routes. One for each event loop. */
public final class PolicyRunner {

  private final LoopHost host;
  private final Connector connector;
  private final GatewayMetrics metrics;
  private final Deployment deployment;

  /**
   * To be made on the event loop.
   *
   * @param deployment where this replica runs (B96)
   */
  public PolicyRunner(
      Vertx vertx,
      Connector connector,
      SharedState shared,
      GatewayMetrics metrics,
      Deployment deployment) {
    this.host = new LoopHost(vertx, connector, shared, metrics);
    this.connector = connector;
    this.metrics = metrics;
    this.deployment = deployment;
  }

  /**
   * Runs a request.
   *
   * @param record what is told of it
   */
  public void run(HttpServerRequest request, Match match, RequestRecord record) {
    exchange(request, match, record).begin();
  }

  /** Runs what is left for a request that is refused: cors for a preflight, else on-error. */
  public void refuse(
      HttpServerRequest request, Match match, RequestRecord record, Refused refused) {
    exchange(request, match, record).refuse(refused, match.preflight());
  }

  private PolicyExchange exchange(HttpServerRequest request, Match match, RequestRecord record) {
    return new PolicyExchange(host, connector, metrics, deployment, request, match, record);
  }
}
