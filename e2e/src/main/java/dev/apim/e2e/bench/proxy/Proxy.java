package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.util.List;

/** The proxies. */
enum Proxy {
  NGINX(Nginx::proxy),
  HAPROXY(HaProxy::proxy),
  ENVOY(Envoy::proxy),
  VERTX_LEAST(Jvm::leastHandler),
  VERTX(Jvm::handler),
  GATEWAY(Jvm::gateway),
  GATEWAY_POLICIES(Jvm::gatewayWithPolicies);

  private final Starter starter;

  /** Makes a command; empty where the program is not installed. */
  private interface Starter {
    List<String> command(Setup setup) throws IOException;
  }

  Proxy(Starter starter) {
    this.starter = starter;
  }

  String title() {
    return name().toLowerCase().replace('_', ' ');
  }

  List<String> command(Setup setup) throws IOException {
    return starter.command(setup);
  }
}
