package dev.apim.gateway.backends;

import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.router.Route;
import dev.apim.gateway.telemetry.RequestRecord;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes requests on, over kept connections. One for each event loop, so that a request never
 * changes threads. Connecting takes at most 3 s; an answer may be silent for 240 s.
 */
public final class BackendProxy {

  /** How long a backend may be silent; whoever waits for it must wait longer. */
  public static final Duration LONGEST_SILENCE = Duration.ofSeconds(240);

  private static final Logger LOG = LoggerFactory.getLogger(BackendProxy.class);

  /** Longest time to connect. */
  public static final int CONNECT_MILLIS = 3_000;

  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int CONNECTIONS_PER_BACKEND = 1_024;
  private static final int WAITING_PER_BACKEND = 4_096;
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private final Vertx vertx;
  private final HttpClient client;
  private final SilenceWatch silence;
  private final GatewayMetrics metrics;

  /** Makes a proxy for the event loop of the caller. */
  public BackendProxy(Vertx vertx, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.silence = new SilenceWatch(vertx, LONGEST_SILENCE);
    client =
        vertx
            .httpClientBuilder()
            .with(options())
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(CONNECTIONS_PER_BACKEND)
                    .setMaxWaitQueueSize(WAITING_PER_BACKEND))
            .withConnectHandler(
                connection ->
                    connection.exceptionHandler(
                        failure -> LOG.debug("A backend connection broke: {}", failure.toString())))
            .build();
  }

  /** The connections that it keeps, for others of the same event loop. */
  public HttpClient client() {
    return client;
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout(CONNECT_MILLIS)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setDecompressionSupported(false)
        .setTcpKeepAlive(true);
  }

  /**
   * Passes a request on.
   *
   * @param target normal path and query of the request
   * @param record what is told of it
   */
  public void forward(HttpServerRequest request, Route route, String target, RequestRecord record) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(route.backend().host())
            .setPort(route.backend().port())
            .setSsl(route.backend().tls())
            .setURI(route.backendTarget(target))
            .setConnectTimeout(CONNECT_MILLIS);
    new Exchange(vertx, client, silence, metrics, request, route, options, record).begin();
  }
}
