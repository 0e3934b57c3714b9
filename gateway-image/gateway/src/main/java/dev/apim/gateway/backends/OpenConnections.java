package dev.apim.gateway.backends;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * The connections of a client that may be taken by requests. Who waits for one in vain is told the
 * same where all that may be are in use, which is no fault of the backend, and where the backend
 * does not take one more, which is; the number that are open tells the two apart (B115). For one
 * event loop.
 */
final class OpenConnections {

  private final int mostOfFirst;
  private final int mostOfSecond;
  private final Map<HttpConnection, Place> places = new IdentityHashMap<>();
  private final Map<Place, Count> counts = new HashMap<>();

  /** Whom connections are shared by: those of two host names at one address are not. */
  private record Place(String host, int port, String address) {}

  /**
   * How many there are.
   *
   * @param most that the client opens over the version that the place speaks
   */
  private record Count(int open, int most) {

    Count plus(Count other) {
      return new Count(open + other.open, other.most);
    }

    Count less() {
      return open == 1 ? null : new Count(open - 1, most);
    }
  }

  /**
   * Knows none yet.
   *
   * @param mostOfFirst that the client opens to one place over HTTP/1.1
   * @param mostOfSecond over HTTP/2
   */
  OpenConnections(int mostOfFirst, int mostOfSecond) {
    this.mostOfFirst = mostOfFirst;
    this.mostOfSecond = mostOfSecond;
  }

  /** One has been opened, and the backend has shown that it is there. */
  void opened(HttpConnection connection) {
    // the public API does not say for whom a connection was opened
    HostAndPort authority = ((HttpClientConnection) connection).authority();
    Place place =
        new Place(authority.host(), authority.port(), connection.remoteAddress().hostAddress());
    places.put(connection, place);
    boolean second = connection.protocolVersion() == HttpVersion.HTTP_2;
    counts.merge(place, new Count(1, second ? mostOfSecond : mostOfFirst), Count::plus);
    connection.closeHandler(closed -> left(connection));
  }

  /** No other request can take it any more. */
  void left(HttpConnection connection) {
    Place place = places.remove(connection);
    if (place != null) {
      counts.computeIfPresent(place, (any, count) -> count.less());
    }
  }

  /** Why a request got no connection, judged when it is told so. */
  Throwable judge(Throwable cause, RequestOptions options) {
    return cause instanceof TimeoutException && isFull(options)
        ? new ConnectionPoolTooBusyException("all connections that may be are in use")
        : cause;
  }

  private boolean isFull(RequestOptions options) {
    boolean resolved = options.getServer() instanceof SocketAddress;
    String address =
        resolved ? ((SocketAddress) options.getServer()).hostAddress() : options.getHost();
    Place place = new Place(options.getHost(), options.getPort(), address);
    Count count = counts.get(place);
    return count != null && count.open() >= count.most();
  }
}
