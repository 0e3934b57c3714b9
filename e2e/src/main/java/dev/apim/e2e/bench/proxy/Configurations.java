package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.tools.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How each proxy is told to pass {@code /api/*} on to the backend, with one worker. */
final class Configurations {

  private Configurations() {}

  /** The proxies. */
  enum Kind {
    NGINX,
    HAPROXY,
    ENVOY,
    VERTX,
    GATEWAY,
    GATEWAY_POLICIES;

    String title() {
      return name().toLowerCase().replace('_', ' ');
    }

    /** Command that starts it; empty where it is not installed. */
    List<String> command(Path folder, int port, int backend) throws IOException {
      return switch (this) {
        case NGINX -> nginx(folder, port, backend);
        case HAPROXY -> haproxy(folder, port, backend);
        case ENVOY -> envoy(folder, port, backend);
        case VERTX -> vertx(port, backend);
        case GATEWAY -> gateway(folder.resolve("bare"), port, backend, "");
        case GATEWAY_POLICIES -> gateway(folder.resolve("policies"), port, backend, SIX_POLICIES);
      };
    }
  }

  private static final String SIX_POLICIES =
      """
      ---
      apiVersion: apim.dev/v1alpha1
      kind: Policy
      metadata: {name: bench}
      spec:
        instanceRef: {name: bench}
        targetRef: {kind: Api, name: bench}
        document: |
          <policies>
            <inbound>
              <base />
              <choose>
                <when condition="@("West US".Equals(context.Deployment.Region, StringComparison.OrdinalIgnoreCase))">
                  <set-variable name="side" value="west" />
                </when>
                <otherwise>
                  <set-variable name="side" value="other" />
                </otherwise>
              </choose>
              <set-header name="x-side" exists-action="override">
                <value>@((string)context.Variables["side"])</value>
              </set-header>
              <set-header name="x-api" exists-action="override">
                <value>@(context.Api.Name)</value>
              </set-header>
              <rewrite-uri template="/v2/orders" />
              <rate-limit-by-key calls="100000000" renewal-period="60" counter-key="@(context.Request.IpAddress)" />
            </inbound>
          </policies>
      """;

  /** A backend that costs next to nothing. */
  static List<String> nginxBackend(Path folder, int port) throws IOException {
    String location =
        "location / { default_type text/plain; return 200 \"hello from the backend\"; }";
    return nginxCommand(
        folder, "backend", "server { listen 127.0.0.1:%d; %s }".formatted(port, location));
  }

  private static List<String> nginx(Path folder, int port, int backend) throws IOException {
    return nginxCommand(
        folder,
        "nginx",
        """
        upstream b { server 127.0.0.1:%d; keepalive 128; keepalive_requests 100000000; }
        server {
          listen 127.0.0.1:%d backlog=1024;
          location /api/ {
            proxy_pass http://b/;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto $scheme;
          }
        }
        """
            .formatted(backend, port));
  }

  private static List<String> nginxCommand(Path folder, String name, String http)
      throws IOException {
    Path binary = find("nginx").orElse(null);
    if (binary == null) {
      return List.of();
    }
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        home.resolve("nginx.conf"),
        """
        daemon off; master_process off; worker_processes 1; pid %1$s/pid; error_log %1$s/error.log;
        events { worker_connections 4096; }
        http {
          access_log off; keepalive_requests 100000000;
          client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
          uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          %2$s
        }
        """
            .formatted(home, http));
    return List.of(
        binary.toString(), "-p", home.toString(), "-c", home.resolve("nginx.conf").toString());
  }

  private static List<String> haproxy(Path folder, int port, int backend) throws IOException {
    Path binary = find("haproxy").orElse(null);
    if (binary == null) {
      return List.of();
    }
    Path file =
        Files.writeString(
            folder.resolve("haproxy.cfg"),
            """
            global
              nbthread 1
              maxconn 4096
            defaults
              mode http
              timeout connect 3s
              timeout client 60s
              timeout server 60s
              option forwardfor
              http-reuse always
            frontend f
              bind 127.0.0.1:%d
              http-request set-header X-Forwarded-Proto http
              http-request replace-path /api/(.*) /\\1
              default_backend b
            backend b
              server s 127.0.0.1:%d pool-max-conn 256
            """
                .formatted(port, backend));
    return List.of(binary.toString(), "-f", file.toString(), "-db");
  }

  private static List<String> envoy(Path folder, int port, int backend) throws IOException {
    Path binary =
        Optional.ofNullable(System.getenv("APIM_ENVOY"))
            .map(Path::of)
            .or(() -> find("envoy"))
            .orElse(null);
    if (binary == null) {
      return List.of();
    }
    Path file = Files.writeString(folder.resolve("envoy.yaml"), ENVOY.formatted(port, backend));
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

  private static final String ENVOY =
      """
      static_resources:
        listeners:
          - address: {socket_address: {address: 127.0.0.1, port_value: %d}}
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
        clusters:
          - name: b
            type: STATIC
            circuit_breakers: {thresholds: [{max_connections: 4096, max_pending_requests: 4096, max_requests: 4096}]}
            load_assignment:
              cluster_name: b
              endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: %d}}}}]}]
      """;

  private static List<String> vertx(int port, int backend) {
    return List.of(
        java(),
        "-XX:+UseParallelGC",
        "-XX:MaxRAMPercentage=40",
        "-cp",
        jar().toString(),
        Home.tree().resolve("e2e/src/bench/BareHandler.java").toString(),
        Integer.toString(port),
        Integer.toString(backend));
  }

  private static List<String> gateway(Path folder, int port, int backend, String policies)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("bench.yaml"),
        """
        apiVersion: apim.dev/v1alpha1
        kind: Api
        metadata: {name: bench}
        spec:
          instanceRef: {name: bench}
          path: api
          backend: {type: Url, url: "http://127.0.0.1:%d"}
        """
                .formatted(backend)
            + policies);
    return List.of(
        java(),
        "-XX:+UseParallelGC",
        "-XX:MaxRAMPercentage=40",
        "-Xss512k",
        "-jar",
        jar().toString(),
        "run",
        "--config",
        folder.toString(),
        "--port",
        Integer.toString(port),
        "--region",
        "West US");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path jar() {
    return Home.tree().resolve("gateway-image/gateway/target/gateway.jar");
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(
            (System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
