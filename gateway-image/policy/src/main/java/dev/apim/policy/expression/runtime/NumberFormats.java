package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.check.Numeric;
import dev.apim.policy.expression.type.Fault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as text: standard and custom format strings of the invariant culture. */
final class NumberFormats {

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private NumberFormats() {}

  /** The shortest text that gives the number back, as .NET writes it. */
  static String shortest(Number number) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    int most = number instanceof Float ? 7 : 15;
    if (exponent >= -5 && exponent < most) {
      return exact.toPlainString();
    }
    String digits = exact.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = exponent < 0 ? "-" : "+";
    int size = Math.abs(exponent);
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + "E"
        + sign
        + (size < 10 ? "0" : "")
        + size;
  }

  static String format(Number number, String format) {
    char kind = format.charAt(0);
    boolean standard =
        Character.isLetter(kind) && format.substring(1).chars().allMatch(Character::isDigit);
    if (!standard || format.length() > 3) {
      return custom(number, format);
    }
    int precision = format.length() == 1 ? -1 : Integer.parseInt(format.substring(1));
    return switch (Character.toUpperCase(kind)) {
      case 'D' -> padded(number, Math.max(precision, 1));
      case 'X' -> hexadecimal(number, kind, Math.max(precision, 1));
      case 'F' -> fixed(number, precision < 0 ? 2 : precision, false);
      case 'N' -> fixed(number, precision < 0 ? 2 : precision, true);
      case 'C' -> "\u00A4" + fixed(number, precision < 0 ? 2 : precision, true);
      case 'P' -> fixed(hundredfold(number), precision < 0 ? 2 : precision, true) + " %";
      case 'E' -> scientific(number, kind, precision < 0 ? 6 : precision);
      case 'G', 'R' -> Formats.text(number);
      default -> throw new Fault("FormatException", "Format specifier was invalid.");
    };
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Double || number instanceof Float
        ? new BigDecimal(number.toString())
        : Numeric.decimal(number);
  }

  private static BigDecimal hundredfold(Number number) {
    return exact(number).movePointRight(2);
  }

  private static String padded(Number number, int digits) {
    long value = Numeric.integral(number);
    String text = String.valueOf(Math.abs(value));
    return (value < 0 ? "-" : "") + "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static String hexadecimal(Number number, char kind, int digits) {
    long value = Numeric.integral(number);
    String text =
        number instanceof Integer ? Integer.toHexString((int) value) : Long.toHexString(value);
    text = "0".repeat(Math.max(0, digits - text.length())) + text;
    return kind == 'X' ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String fixed(Number number, int decimals, boolean grouped) {
    BigDecimal value = exact(number).setScale(decimals, RoundingMode.HALF_UP);
    if (!grouped) {
      return value.toPlainString();
    }
    String pattern = "#,##0" + (decimals > 0 ? "." + "0".repeat(decimals) : "");
    return new DecimalFormat(pattern, SYMBOLS).format(value);
  }

  private static String scientific(Number number, char kind, int decimals) {
    String pattern = "0" + (decimals > 0 ? "." + "0".repeat(decimals) : "") + "E000";
    String text = new DecimalFormat(pattern, SYMBOLS).format(exact(number));
    int e = text.indexOf('E');
    String sign = text.charAt(e + 1) == '-' ? "" : "+";
    return text.substring(0, e) + kind + sign + text.substring(e + 1);
  }

  private static String custom(Number number, String format) {
    try {
      DecimalFormat decimal = new DecimalFormat(format.replace("'", "''"), SYMBOLS);
      decimal.setRoundingMode(RoundingMode.HALF_UP);
      return decimal.format(exact(number));
    } catch (IllegalArgumentException e) {
      throw new Fault("FormatException", "Format specifier was invalid.");
    }
  }
}
