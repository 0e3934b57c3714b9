package dev.apim.policy.step;

import dev.apim.policy.document.Element;
import dev.apim.policy.host.Exchange;
import java.util.List;
import java.util.Optional;

/**
 * Where validate-jwt finds the token: in a header, a query parameter, or a value. A scheme is asked
 * for in the header Authorization only.
 */
final class TokenSource {

  private final Text header;
  private final Text parameter;
  private final Text value;
  private final Text scheme;

  TokenSource(StepCompiler compiler, Element element) {
    header = compiler.nullable(element, "header-name");
    parameter = compiler.nullable(element, "query-parameter-name");
    value = compiler.nullable(element, "token-value");
    scheme = compiler.nullable(element, "require-scheme");
  }

  /** The token without its scheme; empty where there is none, or another scheme than wanted. */
  Optional<String> find(Track track) {
    Exchange exchange = track.exchange();
    String found = written(exchange).strip();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int space = found.indexOf(' ');
    if (asksForScheme(exchange)) {
      String given = space < 0 ? "" : found.substring(0, space);
      if (!scheme.of(exchange).strip().equalsIgnoreCase(given)) {
        return Optional.empty();
      }
    }
    return Optional.of(found.substring(space + 1).strip());
  }

  private boolean asksForScheme(Exchange exchange) {
    return scheme != null
        && value == null
        && header != null
        && header.of(exchange).strip().equalsIgnoreCase("Authorization");
  }

  private String written(Exchange exchange) {
    if (value != null) {
      return value.of(exchange);
    }
    List<String> values =
        header != null
            ? exchange.request().headers().get(header.of(exchange))
            : exchange.request().query().get(parameter.of(exchange));
    return values.isEmpty() ? "" : values.get(0);
  }
}
