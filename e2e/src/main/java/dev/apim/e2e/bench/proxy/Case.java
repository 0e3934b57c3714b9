package dev.apim.e2e.bench.proxy;

import java.util.List;

/** What is measured side by side. */
enum Case {
  /** Small answers, without and with policies. */
  SMALL(
      "small",
      Load.SMALL,
      Proxy.NGINX,
      Proxy.HAPROXY,
      Proxy.ENVOY,
      Proxy.VERTX_LEAST,
      Proxy.VERTX,
      Proxy.GATEWAY,
      Proxy.GATEWAY_POLICIES),
  /** Answers of 64 kB. */
  DOWN("64k-down", Load.DOWN, Proxy.NGINX, Proxy.HAPROXY, Proxy.ENVOY, Proxy.VERTX, Proxy.GATEWAY),
  /** Requests of 64 kB. */
  UP("64k-up", Load.UP, Proxy.NGINX, Proxy.HAPROXY, Proxy.ENVOY, Proxy.VERTX, Proxy.GATEWAY),
  /** A handshake for each request. */
  HANDSHAKE(
      "tls-handshake",
      Load.TLS_NEW,
      Proxy.NGINX,
      Proxy.HAPROXY,
      Proxy.ENVOY,
      Proxy.VERTX,
      Proxy.GATEWAY),
  /** Small answers on kept connections under TLS. */
  KEPT(
      "tls-keep-alive",
      Load.TLS_KEPT,
      Proxy.NGINX,
      Proxy.HAPROXY,
      Proxy.ENVOY,
      Proxy.VERTX,
      Proxy.GATEWAY);

  private final String title;
  private final Load load;
  private final List<Proxy> proxies;

  Case(String title, Load load, Proxy... proxies) {
    this.title = title;
    this.load = load;
    this.proxies = List.of(proxies);
  }

  /** Its name on the command line and among the figures. */
  String title() {
    return title;
  }

  Load load() {
    return load;
  }

  List<Proxy> proxies() {
    return proxies;
  }
}
