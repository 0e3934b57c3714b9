package dev.apim.policy.expression.runtime;

import java.util.ArrayList;
import java.util.List;

/** {@code Split}: empty parts stay unless asked otherwise; no separator means white space. */
final class Splitting {

  private static final int REMOVE_EMPTY = 1;
  private static final int TRIM = 2;

  private Splitting() {}

  static Object[] split(String text, List<String> separators, int most, int options) {
    List<Object> parts = new ArrayList<>();
    separators.forEach(s -> Searching.bounded(text, s));
    int start = 0;
    int at = 0;
    while (at < text.length() && (most == 0 || parts.size() < most - 1)) {
      int length = separatorAt(text, at, separators);
      if (length == 0) {
        at++;
      } else {
        add(parts, text.substring(start, at), options);
        at += length;
        start = at;
      }
    }
    add(parts, text.substring(start), options);
    return parts.toArray();
  }

  private static int separatorAt(String text, int at, List<String> separators) {
    if (separators.isEmpty()) {
      return Character.isWhitespace(text.charAt(at)) ? 1 : 0;
    }
    for (String separator : separators) {
      if (!separator.isEmpty() && text.startsWith(separator, at)) {
        return separator.length();
      }
    }
    return 0;
  }

  private static void add(List<Object> parts, String part, int options) {
    String shown = (options & TRIM) != 0 ? part.strip() : part;
    if ((options & REMOVE_EMPTY) == 0 || !shown.isEmpty()) {
      parts.add(shown);
    }
  }
}
