package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers: which widen by themselves into which, and how each is converted. */
public final class Numeric {

  private static final Map<String, List<String>> WIDER =
      Map.of(
          "byte", List.of("short", "int", "long", "float", "double", "decimal"),
          "short", List.of("int", "long", "float", "double", "decimal"),
          "char", List.of("int", "long", "float", "double", "decimal"),
          "int", List.of("long", "float", "double", "decimal"),
          "long", List.of("float", "double", "decimal"),
          "float", List.of("double"));

  private static final Set<String> NUMBERS =
      Set.of("byte", "short", "char", "int", "long", "float", "double", "decimal");

  private Numeric() {}

  public static boolean isNumber(Type type) {
    return type.arguments().isEmpty() && NUMBERS.contains(type.name());
  }

  /** Steps of widening, 0 where one does not widen into the other. */
  static int widening(Type from, Type to) {
    List<String> wider = WIDER.get(from.name());
    return wider == null ? 0 : wider.indexOf(to.name()) + 1;
  }

  /** The conversion of a number, as unchecked C# does it. */
  static Operation.One conversion(Type to) {
    String name = to.name();
    return value -> value == null ? null : convert(value, name);
  }

  /** Converts a number or character; too large integers wrap. */
  public static Object convert(Object value, String to) {
    return switch (to) {
      case "int" -> (int) integral(value);
      case "long" -> integral(value);
      case "byte" -> (byte) integral(value);
      case "short" -> (short) integral(value);
      case "char" -> (char) integral(value);
      case "double" -> real(value);
      case "float" -> (float) real(value);
      case "decimal" -> decimal(value);
      default -> throw Fault.invalidCast(value, to);
    };
  }

  /** The value as an integer, fractions cut off. */
  public static long integral(Object value) {
    if (value instanceof Byte b) {
      return b & 0xff;
    }
    if (value instanceof Character c) {
      return c;
    }
    if (value instanceof Number n) {
      return value instanceof BigDecimal d
          ? d.setScale(0, RoundingMode.DOWN).longValue()
          : n.longValue();
    }
    throw Fault.invalidCast(value, "long");
  }

  /** The value as a double. */
  public static double real(Object value) {
    if (value instanceof Byte || value instanceof Character) {
      return integral(value);
    }
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    throw Fault.invalidCast(value, "double");
  }

  /** The value as a decimal. */
  public static BigDecimal decimal(Object value) {
    if (value instanceof BigDecimal d) {
      return d;
    }
    if (value instanceof Double || value instanceof Float) {
      double real = ((Number) value).doubleValue();
      if (Double.isNaN(real) || Math.abs(real) > 7.9e28) {
        throw new Fault(
            "OverflowException", "Value was either too large or too small for a Decimal.");
      }
      return BigDecimal.valueOf(real);
    }
    return BigDecimal.valueOf(integral(value));
  }
}
