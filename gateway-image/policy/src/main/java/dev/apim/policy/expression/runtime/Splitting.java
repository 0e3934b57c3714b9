package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.LimitException;
import java.util.ArrayList;
import java.util.List;

/** {@code Split}: empty parts stay unless asked otherwise; no separator means white space. */
final class Splitting {

  private static final int REMOVE_EMPTY = 1;
  private static final int TRIM = 2;

  /** Far more than a header or a line has; each part costs what a whole short text does. */
  private static final int MOST_PARTS = 1 << 18;

  private Splitting() {}

  static Object[] split(String text, List<String> separators, int most, int options) {
    separators.forEach(s -> Searching.bounded(text, s));
    List<Object> parts = new ArrayList<>();
    if (separators.size() == 1 && !separators.get(0).isEmpty()) {
      splitByOne(text, separators.get(0), most, options, parts);
    } else {
      splitByAny(text, separators, most, options, parts);
    }
    return parts.toArray();
  }

  private static void splitByOne(
      String text, String separator, int most, int options, List<Object> parts) {
    int start = 0;
    int at = text.indexOf(separator);
    while (at >= 0 && (most == 0 || parts.size() < most - 1)) {
      add(parts, text.substring(start, at), options);
      start = at + separator.length();
      at = text.indexOf(separator, start);
    }
    add(parts, text.substring(start), options);
  }

  private static void splitByAny(
      String text, List<String> separators, int most, int options, List<Object> parts) {
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
      if (parts.size() == MOST_PARTS) {
        throw new LimitException(
            "the expression makes a collection that is too large: it was stopped");
      }
      parts.add(shown);
    }
  }
}
