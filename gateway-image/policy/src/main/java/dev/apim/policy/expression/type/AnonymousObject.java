package dev.apim.policy.expression.type;

import java.util.List;

/** A value of {@code new { a = .., b = .. }}: equal where names and values are. */
public record AnonymousObject(List<String> names, List<Object> values) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{ ");
    for (int i = 0; i < names.size(); i++) {
      Object value = values.get(i);
      text.append(i == 0 ? "" : ", ").append(names.get(i)).append(" = ");
      text.append(value == null ? "" : value);
    }
    return text.append(" }").toString();
  }
}
