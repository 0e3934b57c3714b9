package dev.apim.gateway.listener;

import dev.apim.gateway.backends.BackendProxy;
import dev.apim.gateway.backends.ErrorAnswer;
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
import dev.apim.gateway.telemetry.RequestRecord;
import dev.apim.gateway.tls.ServerTls;
import dev.apim.policy.context.ExchangeFacts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports for traffic, HTTP/1.1 and HTTP/2, in clear text and, once there is a certificate, over
 * TLS. One on each event loop; they share the ports.
 */
public final class TrafficListener extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficListener.class);
  private static final String STATUS_PATH = "/status-0123456789abcdef";
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final int MAX_STREAMS = 256;
  private static final int ANY_PORT_SHARED = -1;
  private static final Duration IDLE = BackendProxy.LONGEST_SILENCE.plusSeconds(10);

  private final ServedRevision served;
  private final Health health;
  private final GatewayMetrics metrics;
  private final SharedState shared;
  private final Observers observers;
  private final ExchangeFacts.Deployment deployment;
  private final int port;
  private final int httpsPort;
  private BackendProxy backends;
  private PolicyRunner policies;
  private LoopDelay delay;
  private HttpServer server;
  private HttpServer tls;

  /** Listens once it is deployed; port 0 takes any free one. */
  public TrafficListener(
      ServedRevision served,
      Health health,
      GatewayMetrics metrics,
      SharedState shared,
      Observers observers,
      ExchangeFacts.Deployment deployment,
      int port,
      int httpsPort) {
    this.served = served;
    this.health = health;
    this.metrics = metrics;
    this.shared = shared;
    this.observers = observers;
    this.deployment = deployment;
    this.port = port == 0 ? ANY_PORT_SHARED : port;
    this.httpsPort = httpsPort == 0 ? ANY_PORT_SHARED - 1 : httpsPort;
  }

  @Override
  public Future<?> start() {
    delay = observers.capacity().watch(vertx);
    backends = new BackendProxy(vertx, metrics);
    policies = new PolicyRunner(vertx, backends.client(), shared, metrics, deployment);
    server = server(options());
    return server.listen(port, "0.0.0.0");
  }

  private HttpServer server(HttpServerOptions options) {
    return vertx
        .createHttpServer(options)
        .exceptionHandler(TrafficListener::note)
        .connectionHandler(connection -> connection.exceptionHandler(TrafficListener::note))
        .requestHandler(this::handle);
  }

  /**
   * Speaks TLS too; where it does already, with these certificates for connections from now on,
   * while those that are open stay as they are.
   */
  public Future<Void> secure(ServerTls wanted) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(now -> apply(wanted).onComplete(done));
    return done.future();
  }

  private Future<Void> apply(ServerTls wanted) {
    if (tls != null) {
      return tls.updateSSLOptions(wanted.options(), true).mapEmpty();
    }
    tls = server(wanted.on(options()));
    return tls.listen(httpsPort, "0.0.0.0").<Void>mapEmpty().onFailure(failure -> tls = null);
  }

  /** Clients break connections as they like; each request that suffers is counted by itself. */
  private static void note(Throwable failure) {
    LOG.debug("A connection broke: {}", failure.toString());
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout((int) IDLE.toSeconds())
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setHandle100ContinueAutomatically(true)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setMaxHeaderListSize(MAX_HEADER_BYTES))
        .setAcceptBacklog(1024)
        .setTcpKeepAlive(true);
  }

  /** Stops listening and lets requests in flight finish. */
  public Future<Void> shutdown(Duration longest) {
    Future<Void> clear = server.shutdown(longest);
    return tls == null ? clear : Future.all(clear, tls.shutdown(longest)).mapEmpty();
  }

  /** The port that was taken. */
  public int port() {
    return server.actualPort();
  }

  /** The port of TLS that was taken; 0 before there is a certificate. */
  public int httpsPort() {
    return tls == null ? 0 : tls.actualPort();
  }

  private void handle(HttpServerRequest request) {
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
    if (revision.isEmpty()) {
      refuse(request, record, ErrorAnswer.UNAVAILABLE);
    } else if (request.method() == HttpMethod.CONNECT) {
      refuse(request, record, ErrorAnswer.NOT_ALLOWED);
    } else {
      route(request, record, revision.get());
    }
  }

  private void route(HttpServerRequest request, RequestRecord record, ActiveRevision revision) {
    Optional<String> target = RequestTarget.normal(request.uri());
    Optional<String> host = host(request);
    if (target.isEmpty() || host.isEmpty()) {
      refuse(request, record, ErrorAnswer.BAD_REQUEST);
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

  /** The host asked for; absent where the request must name exactly one and does not. */
  private static Optional<String> host(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2
        && request.headers().getAll(HttpHeaders.HOST).size() > 1) {
      return Optional.empty();
    }
    HostAndPort authority = request.authority();
    if (authority != null) {
      return Optional.of(authority.host().toLowerCase(Locale.ROOT));
    }
    return request.version() == HttpVersion.HTTP_1_0 ? Optional.of("") : Optional.empty();
  }

  private void refuse(HttpServerRequest request, RequestRecord record, ErrorAnswer answer) {
    metrics.api(GatewayMetrics.NO_API).answered(answer.status(), 0);
    record.finish(answer.status(), 0, 0);
    answer.send(request.response());
  }
}
