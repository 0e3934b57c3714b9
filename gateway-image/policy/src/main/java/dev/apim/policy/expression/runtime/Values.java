package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Fault;

/** Reads arguments of library code under their declared types. */
final class Values {

  private Values() {}

  static String text(Object value) {
    return (String) value;
  }

  static int number(Object value) {
    return (Integer) value;
  }

  static int ordinal(Object value) {
    return ((EnumValue) value).ordinal();
  }

  static String required(Object value, String name) {
    if (value == null) {
      throw new Fault("ArgumentNullException", "Value cannot be null. (Parameter '" + name + "')");
    }
    return (String) value;
  }

  static double real(Object value) {
    return Numeric.real(value);
  }

  static long whole(Object value) {
    return Numeric.integral(value);
  }
}
