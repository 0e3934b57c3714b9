package dev.apim.gateway.policies;

import dev.apim.policy.host.ProxyServer;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;

/** HTTP proxies as the client wants them. */
final class Proxies {

  private static final int PORT = 3128;

  private Proxies() {}

  static ProxyOptions options(ProxyServer proxy) {
    URI uri = URI.create(proxy.url());
    ProxyOptions options =
        new ProxyOptions()
            .setType(ProxyType.HTTP)
            .setHost(uri.getHost())
            .setPort(uri.getPort() < 0 ? PORT : uri.getPort());
    if (proxy.username() != null) {
      options.setUsername(proxy.username()).setPassword(proxy.password());
    }
    return options;
  }
}
