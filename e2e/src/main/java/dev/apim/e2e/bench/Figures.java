package dev.apim.e2e.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a bench found, by name. */
final class Figures {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private String table;

  Figures(String bench) {
    values.put("bench", bench);
  }

  Figures with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Figures with(Map<String, Object> more) {
    values.putAll(more);
    return this;
  }

  /** A table that says the same for people. */
  Figures withTable(String text) {
    table = text;
    return this;
  }

  Object get(String name) {
    return values.get(name);
  }

  /** One JSON object in one line. */
  String json() {
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The table that came with the figures, else a row per figure. */
  String table() {
    if (table != null) {
      return table;
    }
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> append(text, name, value));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, Object value) {
    if (value instanceof Map<?, ?> nested) {
      nested.forEach((part, figure) -> append(text, name + " " + part, figure));
    } else {
      text.append("%-24s %s%n".formatted(name, value));
    }
  }
}
