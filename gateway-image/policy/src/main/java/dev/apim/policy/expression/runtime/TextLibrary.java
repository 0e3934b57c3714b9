package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.util.Locale;

/** Text piece by piece: StringReader, StringWriter, and more of StringBuilder. */
final class TextLibrary {

  private TextLibrary() {}

  /** A text and how far it has been read. */
  static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    String line() {
      if (at >= text.length()) {
        return null;
      }
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      at = end < 0 ? text.length() : end + 1;
      return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    String rest() {
      String rest = text.substring(at);
      at = text.length();
      return rest;
    }

    int next(boolean stays) {
      return at >= text.length() ? -1 : text.charAt(stays ? at : at++);
    }
  }

  /** A text in the making. */
  static final class Writer {
    private final StringBuilder text = new StringBuilder();

    Object write(String more) {
      Formats.checkLength((long) text.length() + more.length());
      text.append(more);
      return null;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  static void declare(Library.Builder library) {
    library
        .type("class StringReader", Reader.class)
        .add("new StringReader(string)", s -> new Reader(Values.required(s, "s")))
        .add("impure string StringReader.ReadLine()", r -> ((Reader) r).line())
        .add("impure string StringReader.ReadToEnd()", r -> ((Reader) r).rest())
        .add("impure int StringReader.Read()", r -> ((Reader) r).next(false))
        .add("int StringReader.Peek()", r -> ((Reader) r).next(true))
        .add("void StringReader.Dispose()", r -> null)
        .type("class StringWriter", Writer.class)
        .add("new StringWriter()", () -> new Writer())
        .add(
            "impure void StringWriter.Write(object)", (w, v) -> ((Writer) w).write(Formats.text(v)))
        .add("impure void StringWriter.WriteLine()", w -> ((Writer) w).write("\n"))
        .add(
            "impure void StringWriter.WriteLine(object)",
            (w, v) -> ((Writer) w).write(Formats.text(v) + "\n"))
        .add("string StringWriter.ToString()", Object::toString)
        .add("void StringWriter.Dispose()", w -> null);
    builders(library);
    strings(library);
  }

  private static StringBuilder b(Object value) {
    return (StringBuilder) value;
  }

  private static void builders(Library.Builder library) {
    library
        .add("new StringBuilder(string, int)", (s, n) -> new StringBuilder(Formats.text(s)))
        .add(
            "StringBuilder StringBuilder.Append(char, int)",
            (x, c, n) -> {
              Formats.checkLength((long) b(x).length() + number(n));
              return b(x).append(c.toString().repeat(Math.max(0, number(n))));
            })
        .with(
            "StringBuilder StringBuilder.Append(string, int, int)",
            (e, a) -> append(b(a[0]), part(text(a[1]), number(a[2]), number(a[3]))))
        .add(
            "StringBuilder StringBuilder.Replace(char, char)",
            (x, from, to) -> {
              String replaced = b(x).toString().replace((Character) from, (Character) to);
              b(x).setLength(0);
              return b(x).append(replaced);
            })
        .add(
            "string StringBuilder.ToString(int, int)",
            (x, i, n) -> part(b(x).toString(), number(i), number(n)));
  }

  private static Object append(StringBuilder builder, String more) {
    Formats.checkLength((long) builder.length() + more.length());
    return builder.append(more);
  }

  private static void strings(Library.Builder library) {
    library
        .add(
            "new string(char[], int, int)",
            (c, i, n) -> part(StringLibrary.joined("", c), number(i), number(n)))
        .add(
            "char[] string.ToCharArray(int, int)",
            (s, i, n) -> StringLibrary.characters(part(text(s), number(i), number(n))))
        .add("static string string.Copy(string)", s -> Values.required(s, "str"))
        .add("string string.ToUpper(CultureInfo)", (s, c) -> text(s).toUpperCase(Locale.ROOT))
        .add("string string.ToLower(CultureInfo)", (s, c) -> text(s).toLowerCase(Locale.ROOT))
        .add(
            "int string.LastIndexOf(string, StringComparison)",
            (s, v, c) -> Comparisons.lastIndexOf(text(s), Values.required(v, "value"), c))
        .add(
            "int string.LastIndexOf(char, int)",
            (s, c, i) -> text(s).lastIndexOf((Character) c, number(i)));
  }

  private static String part(String text, int from, int count) {
    if (from < 0 || count < 0 || (long) from + count > text.length()) {
      throw new Fault(
          "ArgumentOutOfRangeException",
          "Index and length must refer to a location within the string.");
    }
    return text.substring(from, from + count);
  }
}
