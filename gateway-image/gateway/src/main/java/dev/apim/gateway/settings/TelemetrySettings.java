package dev.apim.gateway.settings;

import java.util.Optional;

/**
 * What is told of requests beside the metrics; nothing unless asked for.
 *
 * @param accessLog {@code stdout}, or the file to append to
 * @param otlpEndpoint base address of an OTLP/HTTP receiver; {@code /v1/traces} is added
 * @param otlpPercent how many in a hundred of the traces that begin here are exported
 * @param traceToken who shows it may have one request traced
 */
public record TelemetrySettings(
    Optional<String> accessLog,
    Optional<String> otlpEndpoint,
    int otlpPercent,
    Optional<String> traceToken) {

  private static final int SHORTEST_TOKEN = 16;

  static TelemetrySettings read(Environment values) {
    Optional<String> endpoint = values.optional("APIM_OTLP_ENDPOINT");
    endpoint.ifPresent(
        address -> {
          if (!address.matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw new SettingsException(
                "APIM_OTLP_ENDPOINT must be an http or https address, not \"" + address + "\"");
          }
        });
    Optional<String> token = values.optional("APIM_TRACE_TOKEN");
    if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
      throw new SettingsException(
          "APIM_TRACE_TOKEN must have at least " + SHORTEST_TOKEN + " characters");
    }
    return new TelemetrySettings(
        values.optional("APIM_ACCESS_LOG"),
        endpoint.map(address -> address.replaceFirst("/+$", "")),
        values.number("APIM_OTLP_PERCENT", 10, 100),
        token);
  }
}
