package dev.apim.policy.expression.parse;

/** One backslash escape of a C# string or character literal. */
final class Escapes {

  private static final String SIMPLE = "'\"\\0abfnrtv";
  private static final String VALUES = "'\"\\\0\u0007\b\f\n\r\t\u000B";

  private final String text;
  private final int limit;
  private int at;

  Escapes(String text, int at, int limit) {
    this.text = text;
    this.at = at;
    this.limit = limit;
  }

  int end() {
    return at;
  }

  String read() {
    int start = at;
    at++;
    if (at >= limit) {
      throw new SyntaxException(start, "the escape is not complete");
    }
    char c = text.charAt(at++);
    int index = SIMPLE.indexOf(c);
    if (index >= 0) {
      return String.valueOf(VALUES.charAt(index));
    }
    return switch (c) {
      case 'u' -> hex(start, 4, 4);
      case 'x' -> hex(start, 1, 4);
      case 'U' -> hex(start, 8, 8);
      default -> throw new SyntaxException(start, "unknown escape '\\" + c + "'");
    };
  }

  private String hex(int start, int least, int most) {
    int from = at;
    while (at < limit && at - from < most && Character.digit(text.charAt(at), 16) >= 0) {
      at++;
    }
    if (at - from < least) {
      throw new SyntaxException(start, "the escape needs " + least + " hexadecimal digits");
    }
    long value = Long.parseLong(text.substring(from, at), 16);
    if (value > Character.MAX_CODE_POINT) {
      throw new SyntaxException(start, "the escape names no character");
    }
    return Character.toString((int) value);
  }
}
