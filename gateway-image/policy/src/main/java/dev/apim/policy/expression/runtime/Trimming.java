package dev.apim.policy.expression.runtime;

import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code Trim} and its relatives. */
final class Trimming {

  static final IntPredicate SPACE = c -> Character.isWhitespace(c) || c == 0xA0 || c == 0x85;

  private Trimming() {}

  static IntPredicate set(Object[] characters) {
    if (characters.length == 0) {
      return SPACE;
    }
    Set<Integer> set =
        Stream.of(characters).map(c -> (int) (Character) c).collect(Collectors.toSet());
    return set::contains;
  }

  static String both(String text, IntPredicate trimmed) {
    return end(start(text, trimmed), trimmed);
  }

  static String start(String text, IntPredicate trimmed) {
    int from = 0;
    while (from < text.length() && trimmed.test(text.charAt(from))) {
      from++;
    }
    return text.substring(from);
  }

  static String end(String text, IntPredicate trimmed) {
    int to = text.length();
    while (to > 0 && trimmed.test(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to);
  }
}
