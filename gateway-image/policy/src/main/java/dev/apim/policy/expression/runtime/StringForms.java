package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.required;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.util.List;

/** The longer forms of comparing and of finding in a string. */
final class StringForms {

  private StringForms() {}

  static void declare(Library.Builder library) {
    library
        .with(
            "bool string.StartsWith(string, bool, CultureInfo)",
            (e, a) -> begins(text(a[0]), required(a[1], "value"), 0, (Boolean) a[2]))
        .with(
            "bool string.EndsWith(string, bool, CultureInfo)",
            (e, a) -> ends(text(a[0]), required(a[1], "value"), (Boolean) a[2]))
        .with(
            "static int string.Compare(string, string, bool, CultureInfo)",
            (e, a) -> Comparisons.compare(a[0], a[1], (Boolean) a[2]))
        .with(
            "static int string.Compare(string, int, string, int, int)",
            (e, a) ->
                Comparisons.compare(
                    part(text(a[0]), number(a[1]), number(a[4])),
                    part(text(a[2]), number(a[3]), number(a[4])),
                    false))
        .add(
            "int string.LastIndexOfAny(char[])",
            (a, b) -> {
              List<Object> sought = List.of((Object[]) b);
              int index = text(a).length() - 1;
              while (index >= 0 && !sought.contains(text(a).charAt(index))) {
                index--;
              }
              return index;
            });
  }

  private static boolean begins(String text, String sought, int at, boolean ignoreCase) {
    return text.regionMatches(ignoreCase, at, sought, 0, sought.length());
  }

  private static boolean ends(String text, String sought, boolean ignoreCase) {
    int at = text.length() - sought.length();
    return at >= 0 && begins(text, sought, at, ignoreCase);
  }

  /** At most that many characters from there on. */
  private static String part(String text, int start, int most) {
    if (text == null) {
      return null;
    }
    if (start < 0 || start > text.length() || most < 0) {
      throw new Fault("ArgumentOutOfRangeException", "Index was out of range.");
    }
    return text.substring(start, (int) Math.min((long) start + most, text.length()));
  }
}
