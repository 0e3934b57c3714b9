package dev.apim.gateway.router;

import java.nio.charset.StandardCharsets;

/** Reads values out of a query as it was sent. */
final class QueryText {

  private QueryText() {}

  /**
   * The decoded value of the first parameter of a name; null where there is none.
   *
   * @param target path and query
   */
  static String value(String target, String key) {
    int at = target.indexOf('?') + 1;
    while (at > 0) {
      int end = target.indexOf('&', at);
      int stop = end < 0 ? target.length() : end;
      int equals = target.indexOf('=', at);
      int keyEnd = equals < 0 || equals > stop ? stop : equals;
      if (matches(target, at, keyEnd, key)) {
        return keyEnd == stop ? "" : decoded(target.substring(keyEnd + 1, stop), true);
      }
      at = end + 1;
    }
    return null;
  }

  private static boolean matches(String target, int from, int to, String key) {
    return to - from == key.length() && target.startsWith(key, from)
        || target.indexOf('%', from) >= 0
            && target.indexOf('%', from) < to
            && decoded(target.substring(from, to), true).equals(key);
  }

  /** Text with its escapes read as UTF-8; what is no escape stays as it is. */
  static String decoded(String text, boolean plusIsBlank) {
    if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%' && i + 2 < bytes.length) {
        int code = Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16);
        if (Character.digit(bytes[i + 1], 16) >= 0 && Character.digit(bytes[i + 2], 16) >= 0) {
          b = (byte) code;
          i += 2;
        }
      } else if (b == '+' && plusIsBlank) {
        b = ' ';
      }
      bytes[length++] = b;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
