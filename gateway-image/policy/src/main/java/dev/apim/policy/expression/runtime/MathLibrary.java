package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.real;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;

/** Math, Random and the numeric side of Convert. */
final class MathLibrary {

  private MathLibrary() {}

  static void declare(Library.Builder library) {
    library
        .enumeration("MidpointRounding", "ToEven", "AwayFromZero")
        .type("class Math", v -> false)
        .add("static double Math.PI", () -> Math.PI)
        .add("static double Math.Floor(double)", a -> Math.floor(real(a)))
        .add("static double Math.Ceiling(double)", a -> Math.ceil(real(a)))
        .add("static double Math.Truncate(double)", a -> (double) (long) real(a))
        .add("static double Math.Sqrt(double)", a -> Math.sqrt(real(a)))
        .add("static double Math.Log(double)", a -> Math.log(real(a)))
        .add("static double Math.Log10(double)", a -> Math.log10(real(a)))
        .add("static double Math.Exp(double)", a -> Math.exp(real(a)));
    MathFunctions.declare(library);
    rounding(library);
    for (String type : List.of("int", "long", "double", "decimal")) {
      String two = "(" + type + ", " + type + ")";
      library
          .add("static " + type + " Math.Max" + two, (a, b) -> compare(a, b) >= 0 ? a : b)
          .add("static " + type + " Math.Min" + two, (a, b) -> compare(a, b) <= 0 ? a : b)
          .add("static " + type + " Math.Abs(" + type + ")", a -> absolute(a, type));
    }
    random(library);
    convert(library);
  }

  private static void rounding(Library.Builder library) {
    library
        .add("static double Math.Pow(double, double)", (a, b) -> Math.pow(real(a), real(b)))
        .add("static double Math.Round(double)", a -> Math.rint(real(a)))
        .add("static double Math.Round(double, int)", (a, n) -> round(a, n, false).doubleValue())
        .add("static decimal Math.Round(decimal)", a -> NumberLibrary.round(a, 0, false))
        .add("static decimal Math.Round(decimal, int)", (a, n) -> round(a, n, false))
        .add(
            "static double Math.Round(double, MidpointRounding)",
            (a, m) -> round(a, 0, Values.ordinal(m) == 1).doubleValue())
        .add(
            "static double Math.Round(double, int, MidpointRounding)",
            (a, n, m) -> round(a, n, Values.ordinal(m) == 1).doubleValue())
        .add(
            "static decimal Math.Floor(decimal)",
            a -> ((BigDecimal) a).setScale(0, RoundingMode.FLOOR))
        .add(
            "static decimal Math.Ceiling(decimal)",
            a -> ((BigDecimal) a).setScale(0, RoundingMode.CEILING))
        .add("static int Math.Sign(double)", a -> (int) Math.signum(real(a)));
  }

  private static BigDecimal round(Object value, Object digits, boolean away) {
    return NumberLibrary.round(value, NumberLibrary.digits(digits), away);
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static Object absolute(Object value, String type) {
    return value instanceof BigDecimal d
        ? d.abs()
        : value instanceof Double d
            ? (Object) Math.abs(d)
            : Numeric.convert(Math.abs(Numeric.integral(value)), type);
  }

  private static void random(Library.Builder library) {
    library
        .type("class Random", Random.class)
        .add("new Random()", () -> new Random())
        .add("new Random(int)", a -> new Random((Integer) a))
        .add("impure int Random.Next()", a -> ((Random) a).nextInt(Integer.MAX_VALUE))
        .add("impure int Random.Next(int)", (a, n) -> between((Random) a, 0, (Integer) n))
        .add(
            "impure int Random.Next(int, int)",
            (a, m, n) -> between((Random) a, (Integer) m, (Integer) n))
        .add("impure double Random.NextDouble()", a -> ((Random) a).nextDouble());
  }

  private static int between(Random random, int least, int end) {
    if (end < least) {
      throw new Fault(
          "ArgumentOutOfRangeException", "'maxValue' must not be less than 'minValue'.");
    }
    return end == least
        ? least
        : (int) (least + (long) (random.nextDouble() * ((long) end - least)));
  }

  private static void convert(Library.Builder library) {
    library.type("class Convert", v -> false);
    declare(library, "ToInt32", "int");
    declare(library, "ToInt64", "long");
    declare(library, "ToInt16", "short");
    declare(library, "ToByte", "byte");
    declare(library, "ToDouble", "double");
    declare(library, "ToSingle", "float");
    declare(library, "ToDecimal", "decimal");
    library
        .add("static bool Convert.ToBoolean(object)", MathLibrary::bool)
        .add("static string Convert.ToString(object)", v -> Formats.text(v))
        .add("static string Convert.ToString(object, IFormatProvider)", (a, p) -> Formats.text(a))
        .add("static char Convert.ToChar(object)", a -> Numeric.convert(plain(a), "char"))
        .add(
            "static int Convert.ToInt32(string, int)",
            (a, b) -> (int) Long.parseLong(text(a).replaceFirst("^0[xX]", ""), (Integer) b))
        .add(
            "static long Convert.ToInt64(string, int)",
            (a, b) -> Long.parseLong(text(a).replaceFirst("^0[xX]", ""), (Integer) b))
        .add(
            "static byte Convert.ToByte(string, int)",
            (a, b) -> (byte) Integer.parseInt(text(a).replaceFirst("^0[xX]", ""), (Integer) b))
        .add(
            "static string Convert.ToString(int, int)",
            (a, b) -> Integer.toUnsignedString((Integer) a, (Integer) b))
        .add(
            "static string Convert.ToString(long, int)",
            (a, b) -> Long.toUnsignedString((Long) a, (Integer) b));
  }

  private static void declare(Library.Builder library, String method, String type) {
    library
        .add("static " + type + " Convert." + method + "(object)", a -> number(a, type))
        .add(
            "static " + type + " Convert." + method + "(object, IFormatProvider)",
            (a, p) -> number(a, type));
  }

  private static Object plain(Object value) {
    return value instanceof JValue token ? token.value() : value;
  }

  private static Object number(Object given, String type) {
    Object value = plain(given);
    if (value == null) {
      return Numeric.convert(0, type);
    } else if (value instanceof String text) {
      return NumberLibrary.parse(text, type);
    } else if (value instanceof Boolean bool) {
      return Numeric.convert(bool ? 1 : 0, type);
    } else if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      boolean whole = !List.of("double", "float", "decimal").contains(type);
      return Numeric.convert(whole ? NumberLibrary.round(value, 0, false) : (Number) value, type);
    }
    return Numeric.convert(value, type);
  }

  private static boolean bool(Object given) {
    Object value = plain(given);
    if (value == null) {
      return false;
    } else if (value instanceof Boolean bool) {
      return bool;
    }
    return value instanceof String text ? NumberLibrary.bool(text) : real(value) != 0;
  }
}
