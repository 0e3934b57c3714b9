package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx, as a proxy and as the backend. */
final class Nginx {

  private Nginx() {}

  /** A backend that costs next to nothing. */
  static List<String> backend(Path folder, int port) throws IOException {
    Path files = Files.createDirectories(folder.resolve("www/files"));
    Files.writeString(files.resolve("64k"), "x".repeat(Load.LARGE_BYTES));
    return command(
        folder,
        "backend",
        """
        server {
          listen 127.0.0.1:%d backlog=1024;
          location /files/ { root %s; sendfile on; tcp_nopush on; open_file_cache max=10; }
          location / { default_type text/plain; return 200 "hello from the backend"; }
        }
        """
            .formatted(port, folder.resolve("www")));
  }

  static List<String> proxy(Setup setup) throws IOException {
    String tls =
        setup.tls()
            ? "ssl_certificate %s; ssl_certificate_key %s; ssl_protocols TLSv1.2 TLSv1.3;"
                .formatted(setup.certificate(), setup.key())
            : "";
    return command(
        setup.folder(),
        "nginx",
        """
        upstream b { server 127.0.0.1:%d; keepalive 128; keepalive_requests 100000000; }
        server {
          listen 127.0.0.1:%d%s backlog=1024;
          %s
          client_body_buffer_size 128k;
          proxy_buffers 32 8k;
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
            .formatted(setup.backend(), setup.port(), setup.tls() ? " ssl" : "", tls));
  }

  private static List<String> command(Path folder, String name, String http) throws IOException {
    Path binary = Setup.find("nginx").orElse(null);
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
}
