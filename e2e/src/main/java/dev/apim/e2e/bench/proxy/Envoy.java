package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Envoy: {@code APIM_ENVOY}, else on the path, else where {@code bench setup} puts it. */
final class Envoy {

  private static final String LISTENER =
      """
      static_resources:
        listeners:
          - address: {socket_address: {address: 127.0.0.1, port_value: %1$d}}
            filter_chains:
              - filters:
                  - name: envoy.filters.network.http_connection_manager
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                      stat_prefix: in
                      use_remote_address: true
                      route_config:
                        virtual_hosts:
                          - name: all
                            domains: ["*"]
                            routes:
                              - match: {prefix: /api/}
                                route: {cluster: b, prefix_rewrite: /}
                      http_filters:
                        - name: envoy.filters.http.router
                          typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
      """;

  private static final String TLS =
      """
      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
          common_tls_context:
            tls_certificates:
              - certificate_chain: {filename: "%s"}
                private_key: {filename: "%s"}
      """;

  private static final String CLUSTER =
      """
      clusters:
        - name: b
          type: STATIC
          circuit_breakers: {thresholds: [{max_connections: 4096, max_pending_requests: 4096, max_requests: 4096}]}
          load_assignment:
            cluster_name: b
            endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}}]}]
      """;

  private Envoy() {}

  static List<String> proxy(Setup setup) throws IOException {
    Path binary = binary().orElse(null);
    if (binary == null) {
      return List.of();
    }
    String tls = setup.tls() ? TLS.formatted(setup.certificate(), setup.key()) : "";
    Path file =
        Files.writeString(
            setup.folder().resolve("envoy.yaml"),
            LISTENER.formatted(setup.port())
                + tls.indent(10)
                + CLUSTER.formatted(setup.backend()).indent(2));
    return List.of(
        binary.toString(),
        "-c",
        file.toString(),
        "--concurrency",
        "1",
        "--use-dynamic-base-id",
        "-l",
        "error");
  }

  private static Optional<Path> binary() {
    return Optional.ofNullable(System.getenv("APIM_ENVOY"))
        .map(Path::of)
        .or(() -> Setup.find("envoy"))
        .or(() -> Optional.of(Home.cache().resolve("envoy/envoy")).filter(Files::isExecutable));
  }
}
