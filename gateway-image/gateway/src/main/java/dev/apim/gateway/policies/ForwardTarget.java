package dev.apim.gateway.policies;

import dev.apim.gateway.router.Route;
import dev.apim.gateway.upstream.Upstream;
import dev.apim.policy.BackendUrl;
import dev.apim.policy.InvalidUrlException;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.host.BackendTarget;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/** Where the request of an exchange goes: the route's backend until a policy names another. */
final class ForwardTarget {

  private final Route route;
  private final RequestUrl url;
  private final boolean bare;
  private Upstream backend;

  /**
   * @param target normal path and query of the request, which begin with the route's prefix
   */
  ForwardTarget(Route route, String target) {
    this.route = route;
    this.backend = route.backend();
    int question = target.indexOf('?');
    String path = target.substring(0, question < 0 ? target.length() : question);
    String rest = path.substring(Math.min(path.length(), route.prefix().length()));
    this.bare = rest.isEmpty();
    BackendUrl first = backend.first().url();
    this.url =
        new RequestUrl(
            first.tls() ? "https" : "http",
            first.host(),
            first.port(),
            bare ? "/" : rest,
            question < 0 ? "" : target.substring(question + 1));
  }

  /** What the client called. */
  static RequestUrl original(HttpServerRequest in, String target) {
    int question = target.indexOf('?');
    HostAndPort authority = in.authority();
    int port = authority == null ? -1 : authority.port();
    return new RequestUrl(
        in.isSSL() ? "https" : "http",
        authority == null ? "" : authority.host(),
        port > 0 ? port : in.isSSL() ? 443 : 80,
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1));
  }

  /** The URL towards the backend, its path without the prefix of the API. */
  RequestUrl url() {
    return url;
  }

  Upstream backend() {
    return backend;
  }

  private static BackendUrl parse(String url) {
    try {
      return BackendUrl.parse(url);
    } catch (InvalidUrlException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Takes another backend.
   *
   * @throws IllegalArgumentException where its address is none
   */
  void backend(BackendTarget other) {
    if (other instanceof BackendTarget.Url address) {
      backend = Upstream.of(parse(address.baseUrl()));
    } else if (other instanceof BackendTarget.Named named) {
      Upstream found = route.backends().get(named.id());
      if (found == null) {
        throw new IllegalArgumentException("there is no Backend \"" + named.id() + "\"");
      }
      backend = found;
    }
  }

  /** What an address of the backend is asked for. */
  String pathAndQuery(RequestUrl now, BackendUrl address) {
    String base = address.basePath();
    String path = bare && now.path().equals("/") ? bareBase(base) : base + slashed(now);
    return now.query().isEmpty() ? path : path + "?" + now.query();
  }

  private static String bareBase(String base) {
    return base.isEmpty() ? "/" : base;
  }

  private static String slashed(RequestUrl now) {
    return now.path().startsWith("/") ? now.path() : "/" + now.path();
  }
}
