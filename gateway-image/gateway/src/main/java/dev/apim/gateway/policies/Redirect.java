package dev.apim.gateway.policies;

import dev.apim.gateway.upstream.Member;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Set;

/**
 * Where a backend sends a request on to.
 *
 * @param own whether that is the backend's own address
 */
record Redirect(HttpMethod method, URI to, boolean own) {

  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final int SEE_OTHER = 303;

  /** What an answer of a member asks for; null where it asks for none that is followed. */
  static Redirect of(HttpClientResponse answer, Member member) {
    String location = answer.getHeader(HttpHeaders.LOCATION);
    if (location == null || !STATUSES.contains(answer.statusCode())) {
      return null;
    }
    HttpMethod before = answer.request().getMethod();
    boolean see = answer.statusCode() == SEE_OTHER && before != HttpMethod.HEAD;
    HttpMethod method = see ? HttpMethod.GET : before;
    URI to = resolve(answer.request(), location);
    if (to == null || method != HttpMethod.GET && method != HttpMethod.HEAD) {
      return null;
    }
    return new Redirect(method, to, isOwn(to, member));
  }

  private static URI resolve(HttpClientRequest request, String location) {
    try {
      URI to = URI.create(request.absoluteURI()).resolve(location);
      boolean web = "http".equals(to.getScheme()) || "https".equals(to.getScheme());
      return web && to.getHost() != null ? to : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isOwn(URI to, Member member) {
    return to.getHost().equalsIgnoreCase(member.url().host())
        && port(to) == member.url().port()
        && isTls(to) == member.url().tls();
  }

  private static boolean isTls(URI to) {
    return to.getScheme().equals("https");
  }

  private static int port(URI to) {
    int usual = isTls(to) ? 443 : 80;
    return to.getPort() < 0 ? usual : to.getPort();
  }

  int port() {
    return port(to);
  }

  boolean isTls() {
    return isTls(to);
  }

  /** Path and query. */
  String target() {
    String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    return to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
  }

  /** What is sent on: to anybody else neither the backend's name nor what it is entrusted with. */
  MultiMap headers(MultiMap sent, Member member) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(sent);
    headers.remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.TRANSFER_ENCODING);
    if (!own) {
      headers.remove(HttpHeaders.HOST).remove(HttpHeaders.AUTHORIZATION).remove(HttpHeaders.COOKIE);
      member.credentials().headers().keySet().forEach(headers::remove);
    }
    return headers;
  }
}
