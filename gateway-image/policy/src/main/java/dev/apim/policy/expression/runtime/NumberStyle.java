package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.math.BigDecimal;
import java.util.List;

/** Numbers in which only what a NumberStyles allows may stand; hexadecimal is not among them. */
final class NumberStyle {

  private static final int LEADING_WHITE = 1;
  private static final int TRAILING_WHITE = 2;
  private static final int LEADING_SIGN = 4;
  private static final int TRAILING_SIGN = 8;
  private static final int PARENTHESES = 16;
  private static final int DECIMAL_POINT = 32;
  private static final int THOUSANDS = 64;
  private static final int EXPONENT = 128;

  private NumberStyle() {}

  static Object parse(String text, int style, String type) {
    String number = stripped(text, style);
    boolean negative = number.startsWith("-");
    if (allows(style, PARENTHESES) && number.startsWith("(") && number.endsWith(")")) {
      negative = true;
      number = number.substring(1, number.length() - 1);
    } else if (allows(style, LEADING_SIGN) && number.matches("(?s)[+-].*")) {
      number = number.substring(1);
    } else if (allows(style, TRAILING_SIGN) && number.matches("(?s).*[+-]")) {
      negative = number.endsWith("-");
      number = number.substring(0, number.length() - 1);
    }
    if (!number.matches(form(style))) {
      throw new Fault("FormatException", "Input string was not in a correct format.");
    }
    String plain = (negative ? "-" : "") + number.replace(",", "");
    boolean integer = List.of("int", "long", "byte", "short").contains(type);
    return NumberLibrary.parse(integer ? whole(plain, type) : plain, type);
  }

  private static boolean allows(int style, int what) {
    return (style & what) != 0;
  }

  private static String stripped(String text, int style) {
    String rest = allows(style, LEADING_WHITE) ? text.stripLeading() : text;
    return allows(style, TRAILING_WHITE) ? rest.stripTrailing() : rest;
  }

  private static String form(int style) {
    String digits = allows(style, THOUSANDS) ? "[0-9][0-9,]{0,40}" : "[0-9]{1,40}";
    String number =
        allows(style, DECIMAL_POINT) ? "(" + digits + "(\\.[0-9]{0,40})?|\\.[0-9]{1,40})" : digits;
    return allows(style, EXPONENT) ? number + "([eE][+-]?[0-9]{1,3})?" : number;
  }

  /** An integer may be written with a fraction of zeros and an exponent. */
  private static String whole(String number, String type) {
    try {
      BigDecimal exact = new BigDecimal(number).setScale(0);
      if (exact.precision() <= 40) {
        return exact.toPlainString();
      }
    } catch (ArithmeticException e) {
      // told below, as one that is too large
    }
    throw new Fault(
        "OverflowException", "Value was either too large or too small for '" + type + "'.");
  }
}
