package dev.apim.gateway.backends;

import dev.apim.api.v1alpha1.BackendProtocol;
import dev.apim.api.v1alpha1.BackendTlsSpec;
import dev.apim.api.v1alpha1.TlsVerification;
import dev.apim.gateway.metrics.GatewayMetrics;
import dev.apim.gateway.settings.Limits;
import dev.apim.gateway.upstream.Member;
import dev.apim.policy.BackendUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens requests to backends over kept connections, which no change of the configuration closes.
 * One for each event loop, so that a request never changes threads.
 */
public final class Connector {

  /**
   * Longest time to get a connection: also over HTTP/2, where the backend has to say something on
   * it, and where others must end first.
   */
  public static final int CONNECT_MILLIS = 3_000;

  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int HTTP2_CONNECTIONS_PER_BACKEND = 8;
  private static final int WAITING_PER_BACKEND = 4_096;
  private static final int MOST_TLS_KNOWN = 1_000;
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private final Vertx vertx;
  private final Addresses addresses;
  private final Client client;
  private final Map<Way, Client> others = new HashMap<>();
  private final Map<TlsKey, ClientSSLOptions> tls = new HashMap<>();
  private final Tunnels tunnels;
  private final Limits limits;
  private final SilenceWatch silence;

  private record TlsKey(BackendTlsSpec spec, boolean http2) {}

  /**
   * What no two kinds of requests share connections across. A client itself does not tell a
   * connection whose server was verified from one whose was not.
   */
  private record Way(boolean http2, boolean verified) {}

  private record Client(HttpClient http, OpenConnections open) {

    /** Requests for which a connection is there are not judged, and cost nothing more. */
    Future<HttpClientRequest> request(RequestOptions options) {
      Future<HttpClientRequest> opened = http.request(options);
      return opened.succeeded()
          ? opened
          : opened.recover(failure -> Future.failedFuture(open.judge(failure, options)));
    }
  }

  /** Makes one for the event loop of the caller. */
  public Connector(Vertx vertx, Limits limits, GatewayMetrics metrics) {
    this.vertx = vertx;
    this.limits = limits;
    this.tunnels = new Tunnels(vertx, metrics, limits.silence(), this::taken);
    this.silence = new SilenceWatch(vertx, limits.silence(), limits.streamSilence());
    addresses = new Addresses(vertx);
    client = build(options());
  }

  /** The WebSockets that are open over its connections. */
  public Tunnels tunnels() {
    return tunnels;
  }

  /** Watches whoever waits for a backend. */
  public SilenceWatch silence() {
    return silence;
  }

  /** What is let through. */
  public Limits limits() {
    return limits;
  }

  private Client build(HttpClientOptions options) {
    OpenConnections open =
        new OpenConnections(limits.backendConnections(), HTTP2_CONNECTIONS_PER_BACKEND);
    HttpClient http =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(limits.backendConnections())
                    .setHttp2MaxSize(HTTP2_CONNECTIONS_PER_BACKEND)
                    .setMaxWaitQueueSize(WAITING_PER_BACKEND))
            .withConnectHandler(
                connection -> {
                  noteFailures(connection);
                  open.opened(connection);
                })
            .build();
    return new Client(http, open);
  }

  /** A WebSocket's connection is no request's any more. */
  private void taken(HttpConnection connection) {
    client.open().left(connection);
    others.values().forEach(other -> other.open().left(connection));
  }

  private static void noteFailures(HttpConnection connection) {
    connection.exceptionHandler(
        failure -> LOG.debug("A backend connection broke: {}", failure.toString()));
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout(CONNECT_MILLIS)
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setDecompressionSupported(false)
        .setTcpKeepAlive(true);
  }

  private Client client(BackendTlsSpec spec, boolean http2) {
    boolean verified = spec == null || spec.verification() != TlsVerification.None;
    if (verified && !http2) {
      return client;
    }
    return others.computeIfAbsent(
        new Way(http2, verified), way -> build(http2 ? http2Options() : options()));
  }

  private static HttpClientOptions http2Options() {
    return options()
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setUseAlpn(true)
        .setHttp2ClearTextUpgrade(false);
  }

  /**
   * The version that a request goes by: a WebSocket is begun by HTTP/1.1, gRPC is HTTP/2.
   *
   * @param wanted for any other
   */
  public static BackendProtocol protocol(HttpServerRequest in, BackendProtocol wanted) {
    if (Tunnel.isAskedBy(in)) {
      return BackendProtocol.Http1;
    }
    return Grpc.matches(in) ? BackendProtocol.Http2 : wanted;
  }

  /**
   * Opens a request to a member.
   *
   * @param options method, URI and the like; where it goes is filled in here
   * @param wanted HTTP/2 where the member or the request asks for it
   */
  public Future<HttpClientRequest> request(
      Member member, RequestOptions options, BackendProtocol wanted) {
    BackendUrl url = member.url();
    boolean second = wanted == BackendProtocol.Http2;
    String serverName = member.tls() == null ? null : member.tls().serverName();
    options
        .setHost(serverName == null ? url.host() : serverName)
        .setPort(url.port())
        .setSsl(url.tls());
    if (member.tls() != null) {
      options.setSslOptions(tls(member.tls(), second));
    }
    Client chosen = client(member.tls(), second);
    Future<SocketAddress> resolved =
        options.getProxyOptions() == null ? addresses.of(url.host(), url.port()) : null;
    if (resolved == null && serverName == null) {
      return chosen.request(options);
    }
    Future<HttpClientRequest> opened =
        resolved == null
            ? chosen.request(
                options.setServer(SocketAddress.inetSocketAddress(url.port(), url.host())))
            : resolved.compose(address -> chosen.request(options.setServer(address)));
    return serverName == null
        ? opened
        : opened.onSuccess(
            request -> request.authority(HostAndPort.create(url.host(), url.port())));
  }

  /** Opens a request to where its options say. */
  public Future<HttpClientRequest> request(RequestOptions options) {
    Future<SocketAddress> resolved =
        options.getProxyOptions() == null
            ? addresses.of(options.getHost(), options.getPort())
            : null;
    return resolved == null
        ? client.request(options)
        : resolved.compose(address -> client.request(options.setServer(address)));
  }

  /**
   * Why a request that {@link #request(Member, RequestOptions, BackendProtocol)} began has no
   * connection although its time is over.
   */
  public Throwable lateness(Member member, RequestOptions options, BackendProtocol wanted) {
    return client(member.tls(), wanted == BackendProtocol.Http2)
        .open()
        .judge(new TimeoutException(), options);
  }

  /** How a server is spoken to that is shown a certificate, both PEM. */
  public ClientSSLOptions showing(String certificate, String key) {
    return tls(BackendTlsSpec.DEFAULTS.shown(certificate, key), false);
  }

  private ClientSSLOptions tls(BackendTlsSpec spec, boolean second) {
    if (tls.size() > MOST_TLS_KNOWN) {
      tls.clear();
    }
    return tls.computeIfAbsent(new TlsKey(spec, second), Connector::sslOptions);
  }

  private static ClientSSLOptions sslOptions(TlsKey key) {
    BackendTlsSpec spec = key.spec();
    boolean named = spec.verification() == TlsVerification.Full;
    ClientSSLOptions options =
        new ClientSSLOptions()
            .setUseAlpn(key.http2())
            .setTrustAll(spec.verification() == TlsVerification.None)
            .setHostnameVerificationAlgorithm(named ? "HTTPS" : "");
    if (key.http2()) {
      options.setApplicationLayerProtocols(List.of("h2", "http/1.1"));
    }
    if (spec.caCertificates() != null && spec.verification() != TlsVerification.None) {
      options.setTrustOptions(
          new PemTrustOptions().addCertValue(Buffer.buffer(spec.caCertificates())));
    }
    if (spec.clientCertificate() != null) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertValue(Buffer.buffer(spec.clientCertificate().certificate()))
              .addKeyValue(Buffer.buffer(spec.clientCertificate().key())));
    }
    return options;
  }
}
