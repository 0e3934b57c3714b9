package dev.apim.policy.expression.runtime;

import java.util.List;

/** A member of a JSON object. */
public final class JProperty extends JToken {

  private final String name;
  private JToken value;

  public JProperty(String name, JToken value) {
    this.name = name;
    value(value);
  }

  public String name() {
    return name;
  }

  public JToken value() {
    return value;
  }

  void value(JToken other) {
    value = (other == null ? new JValue(null) : other).into(this);
  }

  @Override
  JToken copy() {
    return new JProperty(name, value.copy());
  }

  @Override
  String kind() {
    return "Property";
  }

  @Override
  boolean sameAs(JToken other) {
    return other instanceof JProperty property
        && property.name.equals(name)
        && property.value.sameAs(value);
  }

  List<JToken> children() {
    return List.of(value);
  }

  @Override
  void removeChild(JToken child) {
    remove();
  }

  @Override
  void replaceChild(JToken child, JToken replacement) {
    value(replacement);
  }
}
