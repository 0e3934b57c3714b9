package dev.apim.e2e.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What clients ask for: 64 connections on the second core. */
enum Load {
  /** Small answers on kept connections. */
  SMALL("http", "/api/orders/7?page=2", 80_000),
  /** Answers of 64 kB. */
  DOWN("http", Setup.LARGE, 20_000),
  /** Requests of 64 kB. */
  UP("http", "/api/orders", 20_000),
  /** As SMALL, under TLS. */
  TLS_KEPT("https", "/api/orders/7?page=2", 80_000),
  /** A connection and its handshake for each request. */
  TLS_NEW("https", "/api/orders/7?page=2", 8_000);

  static final int LARGE_BYTES = 64 * 1024;

  private final String scheme;
  private final String path;
  private final long warmUp;

  Load(String scheme, String path, long warmUp) {
    this.scheme = scheme;
    this.path = path;
    this.warmUp = warmUp;
  }

  boolean isTls() {
    return scheme.equals("https");
  }

  /** Requests after which compilers of Java have done their work. */
  long warmUpRequests() {
    return warmUp;
  }

  /** The command that makes it. */
  List<String> command(Path folder, int port, int seconds) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("wrk", "-t1", "-c64", "-d" + seconds + "s", "--latency"));
    if (this == UP) {
      Path script =
          Files.writeString(
              folder.resolve("up.lua"),
              "wrk.method = 'POST'; wrk.body = string.rep('x', " + LARGE_BYTES + ")\n");
      command.addAll(List.of("-s", script.toString()));
    }
    if (this == TLS_NEW) {
      command.addAll(List.of("-H", "Connection: close"));
    }
    command.add(scheme + "://127.0.0.1:" + port + path);
    return command;
  }
}
