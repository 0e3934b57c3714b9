package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy. */
final class HaProxy {

  private HaProxy() {}

  static List<String> proxy(Setup setup) throws IOException {
    Path binary = Setup.find("haproxy").orElse(null);
    if (binary == null) {
      return List.of();
    }
    Path file =
        Files.writeString(
            setup.folder().resolve("haproxy.cfg"),
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
              bind 127.0.0.1:%d%s
              http-request set-header X-Forwarded-Proto %s
              http-request set-header X-Forwarded-Host %%[req.hdr(host)]
              http-request replace-path /api/(.*) /\\1
              default_backend b
            backend b
              server s 127.0.0.1:%d pool-max-conn 256
            """
                .formatted(
                    setup.port(),
                    setup.tls() ? " ssl crt " + setup.both() : "",
                    setup.tls() ? "https" : "http",
                    setup.backend()));
    return List.of(binary.toString(), "-f", file.toString(), "-db");
  }
}
