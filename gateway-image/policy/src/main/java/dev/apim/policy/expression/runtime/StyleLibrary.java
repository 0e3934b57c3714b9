package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Numbers under a NumberStyles, of which hexadecimal is another form; limits; decimals. */
final class StyleLibrary {

  private static final int HEX = 512;

  private StyleLibrary() {}

  private static EnumValue style(String name, int value) {
    return new EnumValue("NumberStyles", name, value);
  }

  static void declare(Library.Builder library) {
    library.enumeration(
        "NumberStyles",
        List.of(
            style("None", 0),
            style("AllowLeadingWhite", 1),
            style("AllowTrailingWhite", 2),
            style("AllowLeadingSign", 4),
            style("Integer", 7),
            style("AllowTrailingSign", 8),
            style("AllowParentheses", 16),
            style("AllowDecimalPoint", 32),
            style("AllowThousands", 64),
            style("Number", 111),
            style("AllowExponent", 128),
            style("Float", 167),
            style("Any", 511),
            style("AllowHexSpecifier", HEX),
            style("HexNumber", 515)));
    for (String type : List.of("int", "long", "short", "byte", "double", "float", "decimal")) {
      styled(library, type);
    }
    limits(library);
    decimals(library);
  }

  private static void styled(Library.Builder library, String type) {
    Object zero = type.equals("decimal") ? BigDecimal.ZERO : Numeric.convert(0, type);
    String parse = "static " + type + " " + type + ".Parse(string, NumberStyles";
    library
        .add(parse + ")", (s, style) -> parse(text(s), Values.ordinal(style), type))
        .add(
            parse + ", IFormatProvider)",
            (s, style, p) -> parse(text(s), Values.ordinal(style), type))
        .with(
            "static bool "
                + type
                + ".TryParse(string, NumberStyles, IFormatProvider, out "
                + type
                + ")",
            (e, a) ->
                NumberLibrary.tryParse(
                    a[0], a[3], s -> parse(s, Values.ordinal(a[1]), type), zero));
  }

  private static Object parse(String text, int style, String type) {
    if ((style & HEX) == 0) {
      return NumberStyle.parse(Values.required(text, "s"), style, type);
    }
    String digits = Values.required(text, "s").strip();
    if (!digits.matches("[0-9a-fA-F]{1,16}")) {
      throw new Fault("FormatException", "Input string was not in a correct format.");
    }
    BigInteger value = new BigInteger(digits, 16);
    int bits = type.equals("byte") ? 8 : type.equals("short") ? 16 : type.equals("int") ? 32 : 64;
    if (value.bitLength() > bits) {
      throw new Fault(
          "OverflowException", "Value was either too large or too small for '" + type + "'.");
    }
    return Numeric.convert(value.longValue(), type);
  }

  private static void limits(Library.Builder library) {
    library
        .add("static byte byte.MaxValue", () -> Numeric.convert(255, "byte"))
        .add("static byte byte.MinValue", () -> Numeric.convert(0, "byte"))
        .add("static short short.MaxValue", () -> Numeric.convert(32_767, "short"))
        .add("static short short.MinValue", () -> Numeric.convert(-32_768, "short"))
        .add("static double double.MinValue", () -> -Double.MAX_VALUE)
        .add("static double double.Epsilon", () -> Double.MIN_VALUE)
        .add("static double double.PositiveInfinity", () -> Double.POSITIVE_INFINITY)
        .add("static double double.NegativeInfinity", () -> Double.NEGATIVE_INFINITY)
        .add("static bool double.IsInfinity(double)", a -> Double.isInfinite(Values.real(a)))
        .add("static string bool.TrueString", () -> "True")
        .add("static string bool.FalseString", () -> "False")
        .add("static bool char.IsDigit(string, int)", (s, i) -> digit(text(s), i))
        .add("static char char.Parse(string)", s -> single(Values.required(s, "s")));
  }

  private static boolean digit(String text, Object index) {
    int at = Values.number(index);
    return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
  }

  private static char single(String text) {
    if (text.length() != 1) {
      throw new Fault("FormatException", "String must be exactly one character long.");
    }
    return text.charAt(0);
  }

  private static BigDecimal m(Object value) {
    return (BigDecimal) value;
  }

  private static int whole(BigDecimal value) {
    try {
      return value.setScale(0, RoundingMode.DOWN).intValueExact();
    } catch (ArithmeticException e) {
      throw new Fault("OverflowException", "Value was either too large or too small for an Int32.");
    }
  }

  private static void decimals(Library.Builder library) {
    library
        .add("static decimal decimal.Zero", () -> BigDecimal.ZERO)
        .add("static decimal decimal.One", () -> BigDecimal.ONE)
        .add(
            "static decimal decimal.MaxValue",
            () -> new BigDecimal("79228162514264337593543950335"))
        .add(
            "static decimal decimal.MinValue",
            () -> new BigDecimal("-79228162514264337593543950335"))
        .add("static decimal decimal.Round(decimal)", a -> NumberLibrary.round(a, 0, false))
        .add(
            "static decimal decimal.Round(decimal, int)",
            (a, n) -> NumberLibrary.round(a, NumberLibrary.digits(n), false))
        .add("static decimal decimal.Truncate(decimal)", a -> m(a).setScale(0, RoundingMode.DOWN))
        .add("static decimal decimal.Floor(decimal)", a -> m(a).setScale(0, RoundingMode.FLOOR))
        .add("static decimal decimal.Ceiling(decimal)", a -> m(a).setScale(0, RoundingMode.CEILING))
        .add("static int decimal.ToInt32(decimal)", a -> whole(m(a)))
        .add(
            "static decimal Math.Round(decimal, MidpointRounding)",
            (a, r) -> NumberLibrary.round(a, 0, Values.ordinal(r) == 1))
        .add(
            "static decimal Math.Round(decimal, int, MidpointRounding)",
            (a, n, r) -> NumberLibrary.round(a, NumberLibrary.digits(n), Values.ordinal(r) == 1));
  }
}
