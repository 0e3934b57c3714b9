package dev.apim.gateway.kubernetes;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach an API server.
 *
 * @param server its address, a path allowed
 * @param authority certificates to trust; absent for those of the JDK
 * @param token who the gateway is
 */
public record ApiServerAccess(URI server, Optional<Material> authority, Material token) {

  boolean tls() {
    return "https".equals(server.getScheme());
  }

  String host() {
    String host = server.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return server.getPort() >= 0 ? server.getPort() : tls() ? 443 : 80;
  }

  String basePath() {
    String path = server.getPath() == null ? "" : server.getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
