package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.PlainValue;
import java.util.Objects;

/** A string, number, bool, date or null of JSON. */
public final class JValue extends JToken implements Comparable<JValue>, PlainValue {

  private Object value;

  public JValue(Object value) {
    this.value = value instanceof Integer number ? Long.valueOf(number) : value;
  }

  public Object value() {
    return value;
  }

  void value(Object other) {
    this.value = other;
  }

  @Override
  public Object plain() {
    return value;
  }

  @Override
  JToken copy() {
    return new JValue(value);
  }

  @Override
  String kind() {
    if (value == null) {
      return "Null";
    } else if (value instanceof String) {
      return "String";
    } else if (value instanceof Boolean) {
      return "Boolean";
    } else if (value instanceof Long) {
      return "Integer";
    } else if (value instanceof DateTime || value instanceof DateTimeOffset) {
      return "Date";
    }
    return value instanceof Number ? "Float" : "String";
  }

  @Override
  boolean sameAs(JToken other) {
    return equals(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JValue token && Objects.equals(value, token.value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  @Override
  public int compareTo(JValue other) {
    return LinqLibrary.ORDER.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Formats.text(value);
  }
}
