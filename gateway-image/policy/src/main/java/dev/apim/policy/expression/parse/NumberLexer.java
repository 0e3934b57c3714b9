package dev.apim.policy.expression.parse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** Numbers: int, long, float, double and decimal by suffix and size, hexadecimal and binary too. */
final class NumberLexer {

  private final String text;
  private final int limit;
  private final int start;
  private int at;

  NumberLexer(String text, int start, int limit) {
    this.text = text;
    this.start = start;
    this.at = start;
    this.limit = limit;
  }

  int end() {
    return at;
  }

  Token read() {
    Object value;
    char second = at + 1 < limit ? Character.toLowerCase(text.charAt(at + 1)) : '\0';
    if (text.charAt(at) == '0' && (second == 'x' || second == 'b')) {
      at += 2;
      int radix = second == 'x' ? 16 : 2;
      value = integer(digits(radix), radix, suffix("uUlL"));
    } else {
      value = decimal();
    }
    return new Token(TokenKind.NUMBER, text.substring(start, at), value, null, start, at);
  }

  private String digits(int radix) {
    StringBuilder digits = new StringBuilder();
    while (at < limit && (Character.digit(text.charAt(at), radix) >= 0 || text.charAt(at) == '_')) {
      if (text.charAt(at) != '_') {
        digits.append(text.charAt(at));
      }
      at++;
    }
    return digits.toString();
  }

  private String suffix(String allowed) {
    int from = at;
    while (at < limit && allowed.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(from, at).toLowerCase(Locale.ROOT);
  }

  private Object decimal() {
    StringBuilder number = new StringBuilder(digits(10));
    boolean real = false;
    if (at + 1 < limit && text.charAt(at) == '.' && Character.isDigit(text.charAt(at + 1))) {
      at++;
      number.append('.').append(digits(10));
      real = true;
    }
    if (exponentFollows()) {
      number.append('e');
      at++;
      if (text.charAt(at) == '+' || text.charAt(at) == '-') {
        number.append(text.charAt(at++));
      }
      number.append(digits(10));
      real = true;
    }
    String suffix = suffix("uUlLfFdDmM");
    return switch (suffix) {
      case "f" -> Float.parseFloat(number.toString());
      case "d" -> Double.parseDouble(number.toString());
      case "m" -> money(number.toString());
      default -> real ? real(number, suffix) : integer(number.toString(), 10, suffix);
    };
  }

  private boolean exponentFollows() {
    if (at >= limit || Character.toLowerCase(text.charAt(at)) != 'e') {
      return false;
    }
    int next = at + 1;
    if (next < limit && (text.charAt(next) == '+' || text.charAt(next) == '-')) {
      next++;
    }
    return next < limit && Character.isDigit(text.charAt(next));
  }

  private Object money(String number) {
    BigDecimal value = new BigDecimal(number);
    if (value.precision() > 40 || Math.abs(value.scale()) > 40) {
      throw new SyntaxException(start, "the number is too large for a decimal");
    }
    return value;
  }

  private Object real(StringBuilder number, String suffix) {
    if (!suffix.isEmpty()) {
      throw new SyntaxException(start, "'" + suffix + "' cannot follow a number with a fraction");
    }
    return Double.parseDouble(number.toString());
  }

  private Object integer(String digits, int radix, String suffix) {
    if (digits.isEmpty() || digits.length() > 70) {
      throw new SyntaxException(start, "the number is not complete or too long");
    }
    BigInteger value = new BigInteger(digits, radix);
    boolean isLong = suffix.contains("l") || value.bitLength() > 31;
    if (value.bitLength() > 64 || value.bitLength() > 63 && !suffix.contains("u") && radix == 10) {
      throw new SyntaxException(start, "the number is too large for a long");
    }
    if (isLong) {
      return value.longValue();
    }
    return value.intValue();
  }
}
