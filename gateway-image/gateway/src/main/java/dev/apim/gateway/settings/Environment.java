package dev.apim.gateway.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Named values as text; an empty one counts as absent, as manifests often carry them. */
final class Environment {

  private static final Duration LEAST = Duration.ofMillis(100);

  private final Map<String, String> values;

  Environment(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  String text(String name, String otherwise) {
    return optional(name).orElse(otherwise);
  }

  String required(String name) {
    return optional(name).orElseThrow(() -> new SettingsException(name + " must be set"));
  }

  int number(String name, int otherwise, int most) {
    String text = text(name, Integer.toString(otherwise));
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new SettingsException(
        name + " must be a whole number from 0 to " + most + ", not \"" + text + "\"");
  }

  /** Seconds, of which there may be a part; a tenth of one at least. */
  Duration seconds(String name, int otherwise, int most) {
    String text = text(name, Integer.toString(otherwise));
    if (text.matches("[0-9]{1,9}(\\.[0-9]{1,3})?")) {
      Duration read = Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
      if (read.compareTo(LEAST) >= 0 && read.compareTo(Duration.ofSeconds(most)) <= 0) {
        return read;
      }
    }
    throw new SettingsException(
        name + " must be seconds from 0.1 to " + most + ", not \"" + text + "\"");
  }
}
