package dev.apim.policy.expression.type;

/** A member of an enumeration. */
public record EnumValue(String type, String name, int ordinal) {

  @Override
  public String toString() {
    return name;
  }
}
