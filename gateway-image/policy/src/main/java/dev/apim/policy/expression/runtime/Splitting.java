package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;

import dev.apim.policy.expression.type.Library;
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

  static void declare(Library.Builder library) {
    library
        .add("string[] string.Split(params char[] separator)", (a, s) -> split(a, s, 0, null))
        .add("string[] string.Split(char, StringSplitOptions)", (a, s, o) -> split(a, s, 0, o))
        .add("string[] string.Split(string)", (a, s) -> split(a, s, 0, null))
        .add("string[] string.Split(string, StringSplitOptions)", (a, s, o) -> split(a, s, 0, o))
        .add("string[] string.Split(char[], StringSplitOptions)", (a, s, o) -> split(a, s, 0, o))
        .add("string[] string.Split(string[], StringSplitOptions)", (a, s, o) -> split(a, s, 0, o))
        .add("string[] string.Split(char[], int)", (a, s, n) -> split(a, s, number(n), null))
        .add("string[] string.Split(char, int)", (a, s, n) -> split(a, s, number(n), null))
        .with(
            "string[] string.Split(char, int, StringSplitOptions)",
            (e, a) -> split(a[0], a[1], number(a[2]), a[3]))
        .with(
            "string[] string.Split(string, int, StringSplitOptions)",
            (e, a) -> split(a[0], a[1], number(a[2]), a[3]))
        .with(
            "string[] string.Split(char[], int, StringSplitOptions)",
            (e, a) -> split(a[0], a[1], number(a[2]), a[3]))
        .with(
            "string[] string.Split(string[], int, StringSplitOptions)",
            (e, a) -> split(a[0], a[1], number(a[2]), a[3]));
  }

  private static Object[] split(Object text, Object separators, int most, Object options) {
    List<String> given = new ArrayList<>();
    if (separators instanceof Object[] array) {
      for (Object separator : array) {
        given.add(separator.toString());
      }
    } else if (separators != null) {
      given.add(separators.toString());
    }
    int flags = options == null ? 0 : Values.ordinal(options);
    return split((String) text, given, most, flags);
  }

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
