package dev.apim.gateway.backends;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.resolver.NameResolver;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/**
 * The addresses of backends, asked for before every request: a name that changes is followed as
 * soon as its TTL is over, also while connections to the old address are in use (B97). Where name
 * servers do not answer, the last address known serves on. One for each event loop.
 */
final class Addresses {

  private static final int MOST_KNOWN = 10_000;

  private final NameResolver resolver;
  private final Map<String, InetAddress> lastKnown = new HashMap<>();

  Addresses(Vertx vertx) {
    // the public client asks for a name when it connects only, which a busy backend never does
    resolver = ((VertxInternal) vertx).nameResolver();
  }

  /** The address of a host now; null where it is one already. */
  Future<SocketAddress> of(String host, int port) {
    if (isAddress(host)) {
      return null;
    }
    return resolver
        .resolve(host)
        .map(address -> keep(host, address))
        .recover(failure -> last(host, failure))
        .map(address -> SocketAddress.inetSocketAddress(port, address.getHostAddress()));
  }

  private static boolean isAddress(String host) {
    char last = host.charAt(host.length() - 1);
    boolean maybe = last == ']' || last >= '0' && last <= '9' || host.indexOf(':') >= 0;
    return maybe && (NetUtil.isValidIpV4Address(host) || host.indexOf(':') >= 0);
  }

  private InetAddress keep(String host, InetAddress address) {
    if (lastKnown.size() < MOST_KNOWN || lastKnown.containsKey(host)) {
      lastKnown.put(host, address);
    }
    return address;
  }

  private Future<InetAddress> last(String host, Throwable failure) {
    InetAddress known = lastKnown.get(host);
    boolean gone = failure instanceof UnknownHostException && failure.getCause() == null;
    return known == null || gone ? Future.failedFuture(failure) : Future.succeededFuture(known);
  }
}
