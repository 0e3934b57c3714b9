package dev.apim.gateway.listener;

import dev.apim.gateway.router.RequestTarget;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the head of a request must say, and say once, so that nobody can read it another way. */
final class RequestHead {

  private RequestHead() {}

  /** The host asked for; absent where the request must name exactly one and does not. */
  static Optional<String> host(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2 && !namesOneHost(request)) {
      return Optional.empty();
    }
    HostAndPort authority = request.authority();
    if (authority != null) {
      return Optional.of(authority.host().toLowerCase(Locale.ROOT));
    }
    return request.version() == HttpVersion.HTTP_1_0 ? Optional.of("") : Optional.empty();
  }

  /**
   * No header without a name, one Host header at most, and the same as in a target that has a host
   * itself.
   */
  private static boolean namesOneHost(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    String inTarget = RequestTarget.authority(request.uri());
    return hosts.size() <= 1
        && !request.headers().contains("")
        && (inTarget == null || hosts.isEmpty() || hosts.get(0).equalsIgnoreCase(inTarget));
  }

  /** Whether it says of itself that its body is longer; one of unknown length is counted later. */
  static boolean saysMoreThan(HttpServerRequest request, long bytes) {
    if (bytes == Long.MAX_VALUE) {
      return false;
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && (length.length() > 18 || Long.parseLong(length) > bytes);
  }
}
