package dev.apim.gateway.settings;

import java.time.Duration;

/**
 * What a client may send, and how slowly; and how long a backend may be silent.
 *
 * @param urlBytes most bytes of a request line
 * @param headerBytes most bytes of all headers together
 * @param bodyBytes most bytes of a request's body; policies that read it have a limit of their own
 * @param head how long a request's line and headers may take from their first byte, and a new
 *     connection until its first request
 * @param idle how long a connection may be silent in both directions
 * @param silence how long a backend may be silent; a client that waits for it must wait longer
 * @param streamSilence the same within an answer that may have nothing to say for long
 * @param backendConnections most connections of an event loop to one backend over HTTP/1.1
 */
public record Limits(
    int urlBytes,
    int headerBytes,
    long bodyBytes,
    Duration head,
    Duration idle,
    Duration silence,
    Duration streamSilence,
    int backendConnections) {

  private static final int MEGABYTE = 1024 * 1024;

  static Limits read(Environment values) {
    long body = values.number("APIM_MAX_BODY_MEGABYTES", 0, 100_000);
    return new Limits(
        values.number("APIM_MAX_URL_BYTES", 16 * 1024, MEGABYTE),
        values.number("APIM_MAX_HEADER_BYTES", 32 * 1024, MEGABYTE),
        body == 0 ? Long.MAX_VALUE : body * MEGABYTE,
        seconds(values, "APIM_HEAD_SECONDS", 30, 3_600),
        seconds(values, "APIM_IDLE_SECONDS", 250, 86_400),
        values.seconds("APIM_BACKEND_SILENCE_SECONDS", 240, 86_400),
        values.seconds("APIM_STREAM_SILENCE_SECONDS", 3_600, 86_400),
        Math.max(1, values.number("APIM_BACKEND_CONNECTIONS", 1_024, 65_535)));
  }

  private static Duration seconds(Environment values, String name, int usual, int most) {
    return Duration.ofSeconds(Math.max(1, values.number(name, usual, most)));
  }
}
