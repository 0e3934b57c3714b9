package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.number;
import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.util.List;

/** StringBuilder and exceptions. */
final class MiscLibrary {

  private static final List<String> EXCEPTIONS =
      List.of(
          "ArgumentException : SystemException",
          "ArgumentNullException : ArgumentException",
          "ArgumentOutOfRangeException : ArgumentException",
          "FormatException : SystemException",
          "InvalidOperationException : SystemException",
          "InvalidCastException : SystemException",
          "NullReferenceException : SystemException",
          "KeyNotFoundException : SystemException",
          "IndexOutOfRangeException : SystemException",
          "NotSupportedException : SystemException",
          "NotImplementedException : SystemException",
          "OverflowException : ArithmeticException",
          "DivideByZeroException : ArithmeticException",
          "TimeoutException : SystemException",
          "JsonException : Exception",
          "JsonReaderException : JsonException",
          "UriFormatException : FormatException",
          "JsonSerializationException : JsonException",
          "XmlException : SystemException",
          "CryptographicException : SystemException",
          "RuntimeBinderException : Exception",
          "RegexMatchTimeoutException : TimeoutException");

  private MiscLibrary() {}

  static void declare(Library.Builder library) {
    builders(library);
    library.type("class Exception", Fault.class);
    exception(library, "Exception");
    for (String simple :
        List.of(
            "SystemException : Exception",
            "ArithmeticException : SystemException",
            "ApplicationException : Exception")) {
      declareException(library, simple);
    }
    EXCEPTIONS.forEach(e -> declareException(library, e));
    library
        .add("string Exception.Message", e -> ((Fault) e).getMessage())
        .add("string Exception.StackTrace", e -> "")
        .add("string Exception.Source", e -> "")
        .add("Exception Exception.InnerException", e -> null)
        .add("string Exception.ToString()", Object::toString);
  }

  private static void declareException(Library.Builder library, String head) {
    String name = head.substring(0, head.indexOf(' '));
    library.type("class " + head, v -> v instanceof Fault fault && fault.type().equals(name));
    exception(library, name);
  }

  private static void exception(Library.Builder library, String name) {
    library
        .add(
            "new " + name + "()",
            () -> new Fault(name, "Exception of type '" + name + "' was thrown."))
        .add("new " + name + "(string)", m -> new Fault(name, Formats.text(m)))
        .add("new " + name + "(string, Exception)", (m, i) -> new Fault(name, Formats.text(m)))
        .add("new " + name + "(string, string)", (m, p) -> new Fault(name, Formats.text(m)));
  }

  private static StringBuilder b(Object value) {
    return (StringBuilder) value;
  }

  private static Object append(Object builder, String text) {
    Formats.checkLength((long) b(builder).length() + text.length());
    return b(builder).append(text);
  }

  private static void builders(Library.Builder library) {
    library
        .type("class StringBuilder", StringBuilder.class)
        .add("new StringBuilder()", () -> new StringBuilder())
        .add("new StringBuilder(string)", s -> new StringBuilder(Formats.text(s)))
        .add("new StringBuilder(int)", n -> new StringBuilder())
        .add("StringBuilder StringBuilder.Append(object)", (x, v) -> append(x, Formats.text(v)))
        .add("StringBuilder StringBuilder.AppendLine()", x -> append(x, "\n"))
        .add(
            "StringBuilder StringBuilder.AppendLine(string)",
            (x, v) -> append(x, Formats.text(v) + "\n"))
        .add(
            "StringBuilder StringBuilder.AppendFormat(string, params object[] values)",
            (x, f, a) -> append(x, Formats.composite(text(f), (Object[]) a)));
    builderEdits(library);
    builderParts(library);
  }

  private static void builderEdits(Library.Builder library) {
    library
        .add(
            "StringBuilder StringBuilder.Insert(int, object)",
            (x, i, v) -> {
              Formats.checkLength((long) b(x).length() + Formats.text(v).length());
              return b(x).insert(number(i), Formats.text(v));
            })
        .add(
            "StringBuilder StringBuilder.Remove(int, int)",
            (x, i, n) -> b(x).delete(number(i), number(i) + number(n)))
        .add(
            "StringBuilder StringBuilder.Replace(string, string)",
            (x, f, t) -> {
              String replaced = b(x).toString().replace(text(f), Formats.text(t));
              Formats.checkLength(replaced.length());
              b(x).setLength(0);
              return b(x).append(replaced);
            })
        .add(
            "StringBuilder StringBuilder.Clear()",
            x -> {
              b(x).setLength(0);
              return x;
            });
  }

  private static void builderParts(Library.Builder library) {
    library
        .add("int StringBuilder.Length", x -> b(x).length())
        .add(
            "set int StringBuilder.Length",
            (x, n) -> {
              b(x).setLength(Formats.checkLength(number(n)));
              return n;
            })
        .add("char StringBuilder.this[int]", (x, i) -> b(x).charAt(number(i)))
        .add("string StringBuilder.ToString()", Object::toString)
        .type("class Environment", v -> false)
        .add("static string Environment.NewLine", () -> "\n");
  }
}
