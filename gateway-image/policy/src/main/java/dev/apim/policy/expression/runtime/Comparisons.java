package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Fault;

/** Comparing strings under a {@code StringComparison}; cultures are the invariant one. */
final class Comparisons {

  private Comparisons() {}

  static boolean ignoresCase(Object comparison) {
    return ((EnumValue) comparison).name().endsWith("IgnoreCase");
  }

  static boolean equal(String a, String b, Object comparison) {
    if (a == null || b == null) {
      return a == b;
    }
    return ignoresCase(comparison) ? a.equalsIgnoreCase(b) : a.equals(b);
  }

  static boolean startsWith(String text, String prefix, Object comparison) {
    return text.regionMatches(ignoresCase(comparison), 0, prefix, 0, prefix.length());
  }

  static boolean endsWith(String text, String suffix, Object comparison) {
    int start = text.length() - suffix.length();
    return start >= 0
        && text.regionMatches(ignoresCase(comparison), start, suffix, 0, suffix.length());
  }

  static int indexOf(String text, String sought, int from, Object comparison) {
    Searching.bounded(text, sought);
    boolean ignore = ignoresCase(comparison);
    for (int i = Math.max(0, from); i <= text.length() - sought.length(); i++) {
      if (text.regionMatches(ignore, i, sought, 0, sought.length())) {
        return i;
      }
    }
    return -1;
  }

  static int lastIndexOf(String text, String sought, Object comparison) {
    Searching.bounded(text, sought);
    boolean ignore = ignoresCase(comparison);
    for (int i = text.length() - sought.length(); i >= 0; i--) {
      if (text.regionMatches(ignore, i, sought, 0, sought.length())) {
        return i;
      }
    }
    return -1;
  }

  static String replace(String text, String sought, String replacement, Object comparison) {
    if (sought.isEmpty()) {
      throw new Fault("ArgumentException", "String cannot be of zero length.");
    }
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (int at = indexOf(text, sought, 0, comparison); at >= 0; ) {
      result.append(text, from, at).append(replacement);
      Formats.checkLength(result.length());
      from = at + sought.length();
      at = indexOf(text, sought, from, comparison);
    }
    return result.append(text.substring(from)).toString();
  }

  static int compare(Object a, Object b, boolean ignoreCase) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    String left = (String) a;
    String right = (String) b;
    return Integer.signum(ignoreCase ? left.compareToIgnoreCase(right) : left.compareTo(right));
  }
}
