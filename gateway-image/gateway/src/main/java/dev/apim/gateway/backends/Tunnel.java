package dev.apim.gateway.backends;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;

/**
 * A WebSocket on its way: after the handshake bytes go both ways as they come, no faster than they
 * are taken, so that every extension and subprotocol passes. When the gateway leaves, the client is
 * told between two frames that it is going away (RFC 6455, section 7.4.1).
 */
public final class Tunnel {

  /** Switching Protocols. */
  public static final int SWITCHING = 101;

  private static final CharSequence WEBSOCKET = HttpHeaders.createOptimized("websocket");
  private static final Buffer GOING_AWAY =
      Buffer.buffer(new byte[] {(byte) 0x88, 2, 0x03, (byte) 0xE9});

  private final NetSocket client;
  private final NetSocket backend;
  private final Promise<Void> down = Promise.promise();
  private final FrameBoundary frames = new FrameBoundary();
  private boolean leaving;
  private boolean told;

  private Tunnel(NetSocket client, NetSocket backend) {
    this.client = client;
    this.backend = backend;
  }

  /** Whether a request asks for a WebSocket. Any other upgrade is not passed on. */
  public static boolean isAskedBy(HttpServerRequest request) {
    String upgrade =
        request.version() == HttpVersion.HTTP_1_1 && request.method() == HttpMethod.GET
            ? request.getHeader(HttpHeaders.UPGRADE)
            : null;
    return upgrade != null
        && upgrade.equalsIgnoreCase("websocket")
        && request.headers().contains("sec-websocket-key");
  }

  /** Asks a backend for one; all other headers are set already. */
  public static Future<HttpClientResponse> ask(HttpClientRequest request) {
    request
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
        .putHeader(HttpHeaders.UPGRADE, WEBSOCKET);
    return request.connect();
  }

  /**
   * Answers the client that protocols are switched, its headers being set already but for those of
   * the connection, and passes on what comes until one side ends.
   *
   * @return completes when both sides have ended
   */
  public static Future<Void> open(
      HttpServerRequest request, HttpClientResponse backend, Tunnels tunnels) {
    HttpServerResponse answer = request.response();
    answer
        .setStatusCode(SWITCHING)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
        .putHeader(HttpHeaders.UPGRADE, WEBSOCKET);
    return request
        .toNetSocket()
        .compose(
            client -> {
              Tunnel tunnel = new Tunnel(client, backend.netSocket());
              HttpConnection connection = backend.request().connection();
              tunnels.add(tunnel, connection);
              tunnel.down.future().onComplete(gone -> tunnels.closeLater(connection));
              return tunnel.pass().eventually(() -> tunnels.remove(tunnel));
            });
  }

  private Future<Void> pass() {
    backend
        .handler(this::toClient)
        .exceptionHandler(failure -> client.close())
        .endHandler(end -> client.end());
    client.closeHandler(closed -> down.tryComplete());
    // however either side ends: its end is passed on, and there is nobody else to be told
    return Future.join(client.pipeTo(backend), down.future()).otherwiseEmpty().mapEmpty();
  }

  private void toClient(Buffer bytes) {
    if (told) {
      return;
    }
    int end = leaving ? frames.advanceToBoundary(bytes) : frames.advance(bytes);
    client.write(end == bytes.length() ? bytes : bytes.slice(0, end));
    if (leaving && frames.isBetween()) {
      tell();
    } else if (client.writeQueueFull()) {
      backend.pause();
      client.drainHandler(drained -> backend.resume());
    }
  }

  /** Tells the client, as soon as the frame that is on its way has passed. */
  void leave() {
    leaving = true;
    if (frames.isBetween()) {
      tell();
    }
  }

  private void tell() {
    if (!told) {
      told = true;
      client.write(GOING_AWAY.copy());
    }
  }
}
