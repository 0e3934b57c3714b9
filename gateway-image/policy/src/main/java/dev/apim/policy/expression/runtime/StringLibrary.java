package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.required;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Sequences;
import java.util.List;
import java.util.Locale;

/** Strings: ordinal unless a comparison is named, indexes checked as .NET does. */
final class StringLibrary {

  private StringLibrary() {}

  static void declare(Library.Builder library) {
    library
        .enumeration(
            "StringComparison",
            "CurrentCulture",
            "CurrentCultureIgnoreCase",
            "InvariantCulture",
            "InvariantCultureIgnoreCase",
            "Ordinal",
            "OrdinalIgnoreCase")
        .enumeration("StringSplitOptions", "None", "RemoveEmptyEntries", "TrimEntries")
        .type("class string : IEnumerable<char>", String.class);
    basics(library);
    search(library);
    parts(library);
    statics(library);
  }

  private static void basics(Library.Builder library) {
    library
        .add("int string.Length", a -> text(a).length())
        .add("char string.this[int]", (a, i) -> character(text(a), number(i)))
        .add("string string.ToUpper()", a -> text(a).toUpperCase(Locale.ROOT))
        .add("string string.ToLower()", a -> text(a).toLowerCase(Locale.ROOT))
        .add("string string.ToUpperInvariant()", a -> text(a).toUpperCase(Locale.ROOT))
        .add("string string.ToLowerInvariant()", a -> text(a).toLowerCase(Locale.ROOT))
        .add("string string.ToString()", a -> a)
        .add("string string.Normalize()", a -> a)
        .add("char[] string.ToCharArray()", a -> characters(text(a)))
        .add("string string.Substring(int startIndex)", (a, i) -> part(text(a), number(i), -1))
        .add(
            "string string.Substring(int startIndex, int length)",
            (a, i, n) -> part(text(a), number(i), number(n)))
        .add("string string.Remove(int startIndex)", (a, i) -> part(text(a), 0, number(i)))
        .add(
            "string string.Remove(int startIndex, int count)",
            (a, i, n) -> part(text(a), 0, number(i)) + part(text(a), number(i) + number(n), -1))
        .add(
            "string string.Insert(int startIndex, string value)",
            (a, i, s) ->
                Formats.concat(
                    part(text(a), 0, number(i)) + text(s), part(text(a), number(i), -1)));
    padding(library);
  }

  private static void padding(Library.Builder library) {
    library
        .add("string string.PadLeft(int)", (a, n) -> Formats.pad(text(a), number(n)))
        .add("string string.PadRight(int)", (a, n) -> Formats.pad(text(a), -number(n)))
        .add(
            "string string.PadLeft(int, char)",
            (a, n, c) -> filling(text(a), number(n), (Character) c) + text(a))
        .add(
            "string string.PadRight(int, char)",
            (a, n, c) -> text(a) + filling(text(a), number(n), (Character) c))
        .add("int string.CompareTo(string)", (a, b) -> b == null ? 1 : text(a).compareTo(text(b)))
        .add("int string.GetHashCode()", Object::hashCode);
  }

  private static String filling(String text, int width, char c) {
    int missing = Formats.checkLength(Math.max(0, (long) width - text.length()));
    return String.valueOf(c).repeat(missing);
  }

  static Object[] characters(String text) {
    Object[] characters = new Object[text.length()];
    for (int i = 0; i < characters.length; i++) {
      characters[i] = text.charAt(i);
    }
    return characters;
  }

  private static char character(String text, int index) {
    if (index < 0 || index >= text.length()) {
      throw new Fault("IndexOutOfRangeException", "Index was outside the bounds of the array.");
    }
    return text.charAt(index);
  }

  private static String part(String text, int start, int length) {
    int end = length < 0 ? text.length() : start + length;
    if (start < 0 || end < start || end > text.length()) {
      throw new Fault(
          "ArgumentOutOfRangeException",
          "Index and length must refer to a location within the string.");
    }
    return text.substring(start, end);
  }

  private static void search(Library.Builder library) {
    library
        .add(
            "bool string.Contains(string)",
            (a, b) -> text(a).contains(Searching.bounded(text(a), required(b, "value"))))
        .add("bool string.Contains(char)", (a, b) -> text(a).indexOf((Character) b) >= 0)
        .add(
            "bool string.Contains(string, StringComparison)",
            (a, b, c) -> Comparisons.indexOf(text(a), required(b, "value"), 0, c) >= 0)
        .add("bool string.StartsWith(string)", (a, b) -> text(a).startsWith(required(b, "value")))
        .add("bool string.EndsWith(string)", (a, b) -> text(a).endsWith(required(b, "value")))
        .add("bool string.StartsWith(char)", (a, b) -> text(a).startsWith(b.toString()))
        .add("bool string.EndsWith(char)", (a, b) -> text(a).endsWith(b.toString()))
        .add(
            "bool string.StartsWith(string, StringComparison)",
            (a, b, c) -> Comparisons.startsWith(text(a), required(b, "value"), c))
        .add(
            "bool string.EndsWith(string, StringComparison)",
            (a, b, c) -> Comparisons.endsWith(text(a), required(b, "value"), c))
        .add("bool string.Equals(string)", Object::equals)
        .add("bool string.Equals(object)", Object::equals)
        .add(
            "bool string.Equals(string, StringComparison)",
            (a, b, c) -> Comparisons.equal(text(a), text(b), c));
    positions(library);
    StringForms.declare(library);
  }

  private static void positions(Library.Builder library) {
    library
        .add(
            "int string.IndexOf(string)",
            (a, b) -> text(a).indexOf(Searching.bounded(text(a), required(b, "value"))))
        .add("int string.IndexOf(char)", (a, b) -> text(a).indexOf((Character) b))
        .add(
            "int string.IndexOf(string, int)",
            (a, b, i) -> text(a).indexOf(Searching.bounded(text(a), text(b)), number(i)))
        .add(
            "int string.IndexOf(char, int)", (a, b, i) -> text(a).indexOf((Character) b, number(i)))
        .add(
            "int string.IndexOf(string, StringComparison)",
            (a, b, c) -> Comparisons.indexOf(text(a), text(b), 0, c))
        .with(
            "int string.IndexOf(string, int, StringComparison)",
            (e, a) -> Comparisons.indexOf(text(a[0]), text(a[1]), number(a[2]), a[3]))
        .add(
            "int string.LastIndexOf(string)",
            (a, b) -> text(a).lastIndexOf(Searching.bounded(text(a), text(b))))
        .add("int string.LastIndexOf(char)", (a, b) -> text(a).lastIndexOf((Character) b))
        .add("int string.IndexOfAny(char[])", (a, b) -> indexOfAny(text(a), (Object[]) b));
  }

  private static int indexOfAny(String text, Object[] characters) {
    for (int i = 0; i < text.length(); i++) {
      if (List.of(characters).contains(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static void parts(Library.Builder library) {
    library
        .add("string string.Trim()", a -> Trimming.both(text(a), Trimming.SPACE))
        .add("string string.TrimStart()", a -> Trimming.start(text(a), Trimming.SPACE))
        .add("string string.TrimEnd()", a -> Trimming.end(text(a), Trimming.SPACE))
        .add(
            "string string.Trim(params char[] c)",
            (a, c) -> Trimming.both(text(a), Trimming.set((Object[]) c)))
        .add(
            "string string.TrimStart(params char[] c)",
            (a, c) -> Trimming.start(text(a), Trimming.set((Object[]) c)))
        .add(
            "string string.TrimEnd(params char[] c)",
            (a, c) -> Trimming.end(text(a), Trimming.set((Object[]) c)))
        .add("string string.Replace(string, string)", (a, b, c) -> replace(text(a), b, text(c)))
        .add(
            "string string.Replace(char, char)",
            (a, b, c) -> text(a).replace((Character) b, (Character) c))
        .with(
            "string string.Replace(string, string, StringComparison)",
            (e, a) -> Comparisons.replace(text(a[0]), text(a[1]), Formats.text(a[2]), a[3]));
    Splitting.declare(library);
  }

  private static String replace(String text, Object from, String to) {
    String sought = required(from, "oldValue");
    if (sought.isEmpty()) {
      throw new Fault("ArgumentException", "String cannot be of zero length.");
    }
    String replacement = to == null ? "" : to;
    if (replacement.length() > sought.length()) {
      long most = (long) text.length() / sought.length() * replacement.length();
      if (most > Formats.LONGEST) {
        Formats.checkLength(most);
      }
    }
    return text.replace(Searching.bounded(text, sought), replacement);
  }

  private static void statics(Library.Builder library) {
    library
        .add("static string string.Empty", () -> "")
        .add("static bool string.IsNullOrEmpty(string)", a -> a == null || text(a).isEmpty())
        .add(
            "static bool string.IsNullOrWhiteSpace(string)",
            a -> a == null || Trimming.both(text(a), Trimming.SPACE).isEmpty())
        .with("static string string.Concat(params object[] values)", (e, a) -> joined("", a[0]))
        .with(
            "static string string.Join(string, params object[] values)",
            (e, a) -> joined(Formats.text(a[0]), a[1]))
        .with(
            "static string string.Join<T>(string, IEnumerable<T> values)",
            (e, a) -> joined(Formats.text(a[0]), a[1]))
        .with(
            "static string string.Join<T>(char, IEnumerable<T> values)",
            (e, a) -> joined(Formats.text(a[0]), a[1]))
        .with("static string string.Concat<T>(IEnumerable<T> values)", (e, a) -> joined("", a[0]))
        .add(
            "static string string.Format(string, params object[] values)",
            (f, a) -> Formats.composite(required(f, "format"), (Object[]) a))
        .add(
            "static string string.Format(IFormatProvider, string, params object[] values)",
            (p, f, a) -> Formats.composite(required(f, "format"), (Object[]) a));
    comparing(library);
  }

  private static void comparing(Library.Builder library) {
    library
        .add("static bool string.Equals(string, string)", java.util.Objects::equals)
        .add(
            "static bool string.Equals(string, string, StringComparison)",
            (a, b, c) -> Comparisons.equal(text(a), text(b), c))
        .add(
            "static int string.Compare(string, string)", (a, b) -> Comparisons.compare(a, b, false))
        .add(
            "static int string.Compare(string, string, bool)",
            (a, b, i) -> Comparisons.compare(a, b, (Boolean) i))
        .add(
            "static int string.Compare(string, string, StringComparison)",
            (a, b, c) -> Comparisons.compare(a, b, Comparisons.ignoresCase(c)))
        .add(
            "static int string.CompareOrdinal(string, string)",
            (a, b) -> Comparisons.compare(a, b, false))
        .add("new string(char[])", a -> joined("", a))
        .add("new string(char, int)", (c, n) -> filling("", number(n), (Character) c));
  }

  static String joined(String separator, Object values) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (Object value : Sequences.of(values)) {
      String piece = Formats.text(value);
      Formats.checkLength((long) text.length() + piece.length() + separator.length());
      text.append(first ? "" : separator).append(piece);
      first = false;
    }
    return text.toString();
  }
}
