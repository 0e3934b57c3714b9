package dev.apim.policy.document;

/** The predefined entities and character references of XML; there are no others, so no bombs. */
final class Entities {

  private static final int LONGEST = 12;

  private Entities() {}

  /** Length of the reference that starts at {@code at}, or 0 where the ampersand is only that. */
  static int length(String text, int at, int limit) {
    if (text.charAt(at) != '&') {
      return 0;
    }
    int semicolon = text.indexOf(';', at);
    if (semicolon < 0 || semicolon >= limit || semicolon - at > LONGEST) {
      return 0;
    }
    return decode(text.substring(at + 1, semicolon)) < 0 ? 0 : semicolon - at + 1;
  }

  /** The code point of the reference that starts at {@code at} and has this length. */
  static int codePoint(String text, int at, int length) {
    return decode(text.substring(at + 1, at + length - 1));
  }

  private static int decode(String name) {
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> name.startsWith("#") ? number(name) : -1;
    };
  }

  private static int number(String name) {
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    try {
      int value =
          hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
      return Character.isValidCodePoint(value) && value > 0 ? value : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
