package dev.apim.gateway.listener;

import dev.apim.gateway.backends.Connector;
import dev.apim.gateway.health.Health;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.policies.SharedState;
import dev.apim.gateway.runtime.ServedRevision;
import dev.apim.gateway.settings.Limits;
import dev.apim.gateway.tls.ServerTls;
import dev.apim.policy.context.ExchangeFacts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports for traffic, HTTP/1.1 and HTTP/2, in clear text and, once there is a certificate, over
 * TLS. One on each event loop; they share the ports.
 */
public final class TrafficListener extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficListener.class);
  private static final int MAX_STREAMS = 256;
  private static final int QUIET_MILLIS = 50;
  private static final int ANY_PORT_SHARED = -1;

  private final ServedRevision served;
  private final Health health;
  private final GatewayMetrics metrics;
  private final SharedState shared;
  private final Observers observers;
  private final ExchangeFacts.Deployment deployment;
  private final int port;
  private final int httpsPort;
  private final Limits limits;
  private final Set<HttpConnection> second = new HashSet<>();
  private Connector connector;
  private RequestIntake intake;
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
      Limits limits,
      int port,
      int httpsPort) {
    this.served = served;
    this.health = health;
    this.metrics = metrics;
    this.shared = shared;
    this.observers = observers;
    this.deployment = deployment;
    this.limits = limits;
    this.port = port == 0 ? ANY_PORT_SHARED : port;
    this.httpsPort = httpsPort == 0 ? ANY_PORT_SHARED - 1 : httpsPort;
  }

  @Override
  public Future<?> start() {
    connector = new Connector(vertx, limits, metrics);
    intake =
        new RequestIntake(vertx, served, health, metrics, shared, observers, deployment, connector);
    server = server(options());
    return server.listen(port, "0.0.0.0");
  }

  private HttpServer server(HttpServerOptions options) {
    return vertx
        .createHttpServer(options)
        .exceptionHandler(TrafficListener::note)
        .connectionHandler(this::watch)
        .invalidRequestHandler(intake::invalid)
        .requestHandler(intake::handle);
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

  private void watch(HttpConnection connection) {
    connection.exceptionHandler(TrafficListener::note);
    SlowClients.watch(connection, limits.head(), limits.idle());
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      second.add(connection);
      connection.closeHandler(closed -> second.remove(connection));
    }
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        // until a connection is watched
        .setIdleTimeout((int) limits.head().toSeconds())
        .setMaxInitialLineLength(limits.urlBytes())
        .setMaxHeaderSize(limits.headerBytes())
        .setHandle100ContinueAutomatically(true)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MAX_STREAMS)
                .setMaxHeaderListSize(limits.headerBytes()))
        .setAcceptBacklog(1024)
        .setTcpKeepAlive(true);
  }

  /**
   * Stops listening and lets requests in flight finish. Clients of HTTP/2 are told first, without
   * an end to the streams that they may have begun meanwhile, and clients of WebSockets.
   */
  public Future<Void> shutdown(Duration longest) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        now -> {
          connector.tunnels().leave();
          if (second.isEmpty()) {
            close(longest).onComplete(done);
            return;
          }
          second.forEach(connection -> connection.goAway(0, Integer.MAX_VALUE));
          Duration half = longest.dividedBy(2);
          whenQuiet(
              System.nanoTime() + half.toNanos(),
              () -> close(longest.minus(half)).onComplete(done));
        });
    return done.future();
  }

  private Future<Void> close(Duration longest) {
    Future<Void> clear = server.shutdown(longest);
    return tls == null ? clear : Future.all(clear, tls.shutdown(longest)).mapEmpty();
  }

  private void whenQuiet(long latest, Runnable action) {
    vertx.setTimer(
        QUIET_MILLIS,
        look -> {
          if (metrics.inFlight() == 0 || System.nanoTime() - latest > 0) {
            action.run();
          } else {
            whenQuiet(latest, action);
          }
        });
  }

  /** The port that was taken. */
  public int port() {
    return server.actualPort();
  }

  /** The port of TLS that was taken; 0 before there is a certificate. */
  public int httpsPort() {
    return tls == null ? 0 : tls.actualPort();
  }
}
