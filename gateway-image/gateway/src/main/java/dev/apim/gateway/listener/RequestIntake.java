package dev.apim.gateway.listener;

import dev.apim.gateway.backends.BackendProxy;
import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.backends.ErrorAnswer;
import dev.apim.gateway.backends.Leftover;
import dev.apim.gateway.capacity.LoopDelay;
import dev.apim.gateway.capacity.Overload;
import dev.apim.gateway.health.Health;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.policies.PolicyRunner;
import dev.apim.gateway.policies.Refused;
import dev.apim.gateway.policies.SharedState;
import dev.apim.gateway.router.Match;
import dev.apim.gateway.router.RequestTarget;
import dev.apim.gateway.runtime.ActiveRevision;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.settings.Limits;
import dev.apim.gateway.telemetry.RequestRecord;
import dev.apim.policy.context.ExchangeFacts;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Takes the requests of one event loop: refuses them, or gives them to whoever answers them. */
final class RequestIntake {

  private static final String STATUS_PATH = "/status-0123456789abcdef";

  private final Vertx vertx;
  private final ServedRevision served;
  private final Health health;
  private final GatewayMetrics metrics;
  private final Observers observers;
  private final Limits limits;
  private final BackendProxy backends;
  private final PolicyRunner policies;
  private final LoopDelay delay;
  private final Set<HttpConnection> condemned = new HashSet<>();

  /** To be made on the event loop. */
  RequestIntake(
      Vertx vertx,
      ServedRevision served,
      Health health,
      GatewayMetrics metrics,
      SharedState shared,
      Observers observers,
      ExchangeFacts.Deployment deployment,
      Connector connector) {
    this.vertx = vertx;
    this.served = served;
    this.health = health;
    this.metrics = metrics;
    this.observers = observers;
    this.limits = connector.limits();
    this.delay = observers.capacity().watch(vertx);
    this.backends = new BackendProxy(vertx, connector, metrics);
    this.policies = new PolicyRunner(vertx, connector, shared, metrics, deployment);
  }

  /** Takes a request; whoever answers it does so later. */
  void handle(HttpServerRequest request) {
    if (condemned.contains(request.connection())) {
      return;
    }
    if (health.isDraining() && request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (request.uri().equals(STATUS_PATH)) {
      request.response().setStatusCode(health.isReady() ? 200 : 503).end();
      return;
    }
    Overload overload = observers.capacity().overload(delay, System.nanoTime());
    if (overload == null) {
      accept(request, observers.telemetry().begin(request));
    } else {
      shed(request, overload);
    }
  }

  private void shed(HttpServerRequest request, Overload overload) {
    metrics.shed(overload);
    request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    refuse(request, RequestRecord.NONE, ErrorAnswer.UNAVAILABLE);
  }

  private void accept(HttpServerRequest request, RequestRecord record) {
    Optional<ActiveRevision> revision = served.active();
    if (RequestHead.saysMoreThan(request, limits.bodyBytes())) {
      refuse(request, record, ErrorAnswer.TOO_LARGE);
      Leftover.discard(vertx, request);
    } else if (revision.isEmpty()) {
      refuse(request, record, ErrorAnswer.UNAVAILABLE);
    } else if (request.method() == HttpMethod.CONNECT) {
      refuse(request, record, ErrorAnswer.NOT_ALLOWED);
    } else {
      route(request, record, revision.get());
    }
  }

  private void route(HttpServerRequest request, RequestRecord record, ActiveRevision revision) {
    Optional<String> target = RequestTarget.normal(request.uri());
    Optional<String> host = RequestHead.host(request);
    if (target.isEmpty() || host.isEmpty()) {
      refuseAndClose(request, record, ErrorAnswer.BAD_REQUEST);
      return;
    }
    Match match = revision.routes().find(host.get(), target.get(), new AskedOfRequest(request));
    describe(match, record);
    if (match.refusal() != null) {
      refuse(request, record, host.get(), match);
    } else if (match.route().program() != null) {
      policies.run(request, match, record);
    } else {
      backends.forward(request, match.route(), match.target(), record);
    }
  }

  private static void describe(Match match, RequestRecord record) {
    if (match.route() != null) {
      ExchangeFacts.Operation operation = match.route().operation();
      ExchangeFacts.Subscription subscription = match.caller().subscription();
      record.route(
          match.route().api(),
          operation == null ? null : operation.id(),
          subscription == null ? null : subscription.id());
    }
  }

  /** The policies of an API are told of a request that it does not answer. */
  private void refuse(HttpServerRequest request, RequestRecord record, String host, Match match) {
    if (match.route() == null) {
      refuse(request, record, ErrorAnswer.NOT_FOUND);
      return;
    }
    Refused refused =
        Refused.of(
            match.refusal(),
            host.replace("\"", "") + match.route().prefix(),
            match.route().keyHeader());
    if (match.route().program() != null) {
      policies.refuse(request, match, record, refused);
      return;
    }
    metrics.api(match.route().api()).answered(refused.answer().status(), 0);
    record.finish(refused.answer().status(), 0, 0);
    refused.headers().forEach(request.response()::putHeader);
    refused.answer().send(request.response());
  }

  /** A request that cannot be read: nothing after it on its connection can be trusted. */
  void invalid(HttpServerRequest request) {
    if (condemned.contains(request.connection())) {
      return;
    }
    Throwable cause = request.decoderResult().cause();
    ErrorAnswer answer =
        cause instanceof TooLongHttpLineException
            ? ErrorAnswer.URL_TOO_LONG
            : cause instanceof TooLongHttpHeaderException
                ? ErrorAnswer.HEADERS_TOO_LARGE
                : ErrorAnswer.BAD_REQUEST;
    refuseAndClose(request, observers.telemetry().begin(request), answer);
  }

  /** What comes after such a request is not read: who sent it means something else by it. */
  private void refuseAndClose(HttpServerRequest request, RequestRecord record, ErrorAnswer answer) {
    if (request.version() == HttpVersion.HTTP_2) {
      refuse(request, record, answer);
      return;
    }
    HttpConnection connection = request.connection();
    // it is open for a moment yet, and what follows is read by then
    condemned.add(connection);
    connection.closeHandler(closed -> condemned.remove(connection));
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    refuse(request, record, answer);
    connection.close();
  }

  private void refuse(HttpServerRequest request, RequestRecord record, ErrorAnswer answer) {
    metrics.api(GatewayMetrics.NO_API).answered(answer.status(), 0);
    record.finish(answer.status(), 0, 0);
    answer.send(request.response());
  }
}
