package dev.apim.gateway.backends;

import dev.apim.gateway.telemetry.RequestRecord;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Set;
import java.util.TreeSet;

/**
 * Copies headers between the two sides. What a client says of its own address and scheme is not
 * believed: the address that was seen is appended, the rest replaced.
 */
public final class Headers {

  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
  private static final CharSequence FORWARDED_HOST =
      HttpHeaders.createOptimized("x-forwarded-host");
  private static final CharSequence FORWARDED_PROTO =
      HttpHeaders.createOptimized("x-forwarded-proto");

  private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

  private Headers() {}

  /** Whether a request says by its headers that no body follows; HTTP/2 says it elsewhere. */
  static boolean saysNoBody(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return request.version() != HttpVersion.HTTP_2
        && (length == null || length.equals("0"))
        && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaders.UPGRADE);
  }

  /** The length that a message gives its body; -1 where it gives none. */
  static long length(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Copies what a client sent and says where it came from. */
  static void toBackend(HttpServerRequest from, MultiMap to, String authority) {
    ofClient(from, to);
    to.set(HttpHeaders.HOST, authority);
    addOrigin(from, to);
  }

  /** Copies what a client sent and is not about its connection; without the host. */
  public static void ofClient(HttpServerRequest from, MultiMap to) {
    Set<String> named = namedByConnection(from.headers());
    from.headers()
        .forEach(
            (name, value) -> {
              if (!HopByHop.endsHere(name) && !named.contains(name)) {
                to.add(name, value);
              }
            });
  }

  /** Says where a request came from. */
  public static void addOrigin(HttpServerRequest from, MultiMap to) {
    String before = to.get(FORWARDED_FOR);
    String client = from.remoteAddress().hostAddress();
    to.set(FORWARDED_FOR, before == null ? client : before + ", " + client);
    to.set(FORWARDED_PROTO, from.isSSL() ? "https" : "http");
    String asked = asked(from);
    if (asked == null) {
      to.remove(FORWARDED_HOST);
    } else {
      to.set(FORWARDED_HOST, asked);
    }
  }

  private static String asked(HttpServerRequest from) {
    if (from.version() != HttpVersion.HTTP_2) {
      return from.getHeader(HttpHeaders.HOST);
    }
    HostAndPort authority = from.authority();
    return authority == null ? null : authority.toString(from.isSSL());
  }

  /**
   * Says to which trace a request belongs.
   *
   * @param backend who is asked
   */
  public static void addTrace(MultiMap to, RequestRecord record, String backend) {
    to.set(TRACEPARENT, record.backendAsked(backend, to.get(TRACEPARENT)));
  }

  /** Copies what a backend sent and is not about its connection. */
  public static void toClient(MultiMap from, MultiMap to) {
    Set<String> named = namedByConnection(from);
    from.forEach(
        (name, value) -> {
          if (!HopByHop.matches(name) && !named.contains(name)) {
            to.add(name, value);
          }
        });
  }

  /** Sets what a backend sent after its body. */
  public static void trailers(MultiMap from, HttpServerResponse to) {
    if (!from.isEmpty()) {
      from.forEach(
          (name, value) -> {
            if (!HopByHop.matches(name) && !name.equalsIgnoreCase("content-length")) {
              to.putTrailer(name, value);
            }
          });
    }
  }

  private static Set<String> namedByConnection(MultiMap headers) {
    String connection = headers.get(HttpHeaders.CONNECTION);
    if (connection == null
        || connection.equalsIgnoreCase("keep-alive")
        || connection.equalsIgnoreCase("close")) {
      return Set.of();
    }
    Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String name : value.split(",")) {
        named.add(name.trim());
      }
    }
    return named;
  }
}
