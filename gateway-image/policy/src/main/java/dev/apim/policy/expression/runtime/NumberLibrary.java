package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Numbers, bool and char: parsing, limits, Math, Convert and formatting. */
final class NumberLibrary {

  private NumberLibrary() {}

  static void declare(Library.Builder library) {
    library
        .type("class object", Object.class)
        .add("string object.ToString()", v -> Formats.text(v))
        .add("bool object.Equals(object)", Object::equals)
        .add("int object.GetHashCode()", Object::hashCode)
        .add("static bool object.Equals(object, object)", java.util.Objects::equals)
        .add("static bool object.ReferenceEquals(object, object)", (a, b) -> a == b);
    cultures(library);
    nullables(library);
    numbers(library);
    limits(library);
    flags(library);
    characters(library);
    MathLibrary.declare(library);
  }

  private static void numbers(Library.Builder library) {
    Map<String, Class<?>> classes =
        Map.of(
            "int",
            Integer.class,
            "long",
            Long.class,
            "double",
            Double.class,
            "float",
            Float.class,
            "decimal",
            BigDecimal.class,
            "byte",
            Byte.class,
            "short",
            Short.class);
    classes.forEach((name, type) -> number(library, name, type));
  }

  private static void flags(Library.Builder library) {
    library
        .type("struct bool", Boolean.class)
        .add("string bool.ToString()", v -> Formats.text(v))
        .add("static bool bool.Parse(string)", a -> bool(text(a)))
        .add(
            "static bool bool.TryParse(string, out bool)",
            (a, o) -> tryParse(a, o, NumberLibrary::bool, false));
  }

  private static void cultures(Library.Builder library) {
    library
        .type("class null", v -> false)
        .type("class Type", dev.apim.policy.expression.type.Type.class)
        .add("string Type.Name", a -> ((dev.apim.policy.expression.type.Type) a).name())
        .type("class IFormatProvider", v -> false)
        .type("class CultureInfo : IFormatProvider", v -> false)
        .add("static CultureInfo CultureInfo.InvariantCulture", () -> null);
  }

  private static void nullables(Library.Builder library) {
    library
        .add("static CultureInfo CultureInfo.CurrentCulture", () -> null)
        .add("bool Nullable<T>.HasValue", a -> a != null)
        .add("T Nullable<T>.Value", NumberLibrary::present)
        .typed(
            "T Nullable<T>.GetValueOrDefault()",
            types ->
                (dev.apim.policy.expression.type.Operation.One)
                    a -> a != null ? a : zero(types.get(0).name()))
        .add("T Nullable<T>.GetValueOrDefault(T)", (a, b) -> a != null ? a : b);
  }

  private static Object zero(String type) {
    return switch (type) {
      case "bool" -> false;
      case "decimal" -> BigDecimal.ZERO;
      case "int", "long", "byte", "short", "char", "double", "float" -> Numeric.convert(0, type);
      default -> null;
    };
  }

  private static Object present(Object value) {
    if (value == null) {
      throw new Fault("InvalidOperationException", "Nullable object must have a value.");
    }
    return value;
  }

  private static void number(Library.Builder library, String name, Class<?> type) {
    Function<String, Object> parse = text -> parse(text, name);
    library
        .type("struct " + name, type)
        .add("string " + name + ".ToString()", v -> Formats.text(v))
        .add("string " + name + ".ToString(string)", (a, f) -> Formats.text(a, text(f)))
        .add("string " + name + ".ToString(IFormatProvider)", (a, f) -> Formats.text(a))
        .add(
            "string " + name + ".ToString(string, IFormatProvider)",
            (a, f, p) -> Formats.text(a, text(f)))
        .add("int " + name + ".CompareTo(" + name + ")", (a, b) -> compare(a, b))
        .add("bool " + name + ".Equals(" + name + ")", Object::equals)
        .add("static " + name + " " + name + ".Parse(string)", a -> parse.apply(text(a)))
        .add(
            "static " + name + " " + name + ".Parse(string, IFormatProvider)",
            (a, p) -> parse.apply(text(a)))
        .add(
            "static bool " + name + ".TryParse(string, out " + name + ")",
            (a, o) -> tryParse(a, o, parse, zero(name)));
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  static boolean tryParse(Object text, Object out, Function<String, Object> parse, Object failed) {
    try {
      ((OutArgument) out).set(parse.apply((String) text));
      return true;
    } catch (Fault e) {
      ((OutArgument) out).set(failed);
      return false;
    }
  }

  static boolean bool(String text) {
    if (text != null && text.strip().equalsIgnoreCase("true")) {
      return true;
    }
    if (text != null && text.strip().equalsIgnoreCase("false")) {
      return false;
    }
    throw new Fault("FormatException", "String was not recognized as a valid Boolean.");
  }

  /** A number in the invariant culture; integers take no fraction and no separators. */
  static Object parse(String text, String type) {
    if (text == null) {
      throw new Fault("ArgumentNullException", "Value cannot be null. (Parameter 's')");
    }
    String number = text.strip();
    boolean integer = List.of("int", "long", "byte", "short").contains(type);
    boolean fits =
        integer
            ? number.matches("[+-]?\\d{1,40}")
            : number.matches(
                "[+-]?(\\d[\\d,]{0,40}\\.?\\d{0,40}|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
    if (!fits) {
      throw new Fault("FormatException", "Input string was not in a correct format.");
    }
    return integer
        ? integer(new BigInteger(number), type)
        : Numeric.convert(real(number.replace(",", ""), type), type);
  }

  private static Number real(String number, String type) {
    return type.equals("decimal")
        ? (Number) new BigDecimal(number)
        : (Number) Double.valueOf(number);
  }

  private static Object integer(BigInteger value, String type) {
    int bits = type.equals("int") ? 31 : type.equals("long") ? 63 : type.equals("short") ? 15 : 8;
    boolean fits = value.bitLength() <= bits && !(type.equals("byte") && value.signum() < 0);
    if (!fits) {
      throw new Fault(
          "OverflowException", "Value was either too large or too small for '" + type + "'.");
    }
    return Numeric.convert(value.longValue(), type);
  }

  private static void limits(Library.Builder library) {
    library
        .add("static int int.MaxValue", () -> Integer.MAX_VALUE)
        .add("static int int.MinValue", () -> Integer.MIN_VALUE)
        .add("static long long.MaxValue", () -> Long.MAX_VALUE)
        .add("static long long.MinValue", () -> Long.MIN_VALUE)
        .add("static double double.MaxValue", () -> Double.MAX_VALUE)
        .add("static double double.NaN", () -> Double.NaN)
        .add("static bool double.IsNaN(double)", a -> Double.isNaN(Values.real(a)));
  }

  private static char c(Object value) {
    return (Character) value;
  }

  private static void characters(Library.Builder library) {
    library
        .type("struct char", Character.class)
        .add("string char.ToString()", Object::toString)
        .add("static bool char.IsDigit(char)", a -> Character.isDigit(c(a)))
        .add("static bool char.IsNumber(char)", a -> Character.isDigit(c(a)))
        .add("static bool char.IsLetter(char)", a -> Character.isLetter(c(a)))
        .add("static bool char.IsLetterOrDigit(char)", a -> Character.isLetterOrDigit(c(a)))
        .add("static bool char.IsWhiteSpace(char)", a -> Character.isWhitespace(c(a)))
        .add("static bool char.IsUpper(char)", a -> Character.isUpperCase(c(a)))
        .add("static bool char.IsLower(char)", a -> Character.isLowerCase(c(a)))
        .add(
            "static bool char.IsPunctuation(char)",
            a -> "!\"#%&'()*,-./:;?@[\\]_{}".indexOf(c(a)) >= 0)
        .add("static bool char.IsControl(char)", a -> Character.isISOControl(c(a)))
        .add("static char char.ToUpper(char)", a -> Character.toUpperCase(c(a)))
        .add("static char char.ToLower(char)", a -> Character.toLowerCase(c(a)))
        .add("static char char.ToUpperInvariant(char)", a -> Character.toUpperCase(c(a)))
        .add("static char char.ToLowerInvariant(char)", a -> Character.toLowerCase(c(a)))
        .add(
            "static double char.GetNumericValue(char)",
            a -> (double) Character.getNumericValue(c(a)));
  }

  static BigDecimal round(Object value, int digits, boolean awayFromZero) {
    RoundingMode mode = awayFromZero ? RoundingMode.HALF_UP : RoundingMode.HALF_EVEN;
    BigDecimal exact =
        value instanceof Double d ? new BigDecimal(d.toString()) : Numeric.decimal(value);
    return exact.setScale(digits, mode);
  }

  static int digits(Object value) {
    return Math.max(0, Math.min(28, Values.number(value)));
  }
}
