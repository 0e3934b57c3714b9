package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.AnonymousObject;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;
import dev.apim.policy.expression.type.Type;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** Values as text in the invariant culture. */
public final class Formats {

  /** No string grows beyond this many characters. */
  static final int LONGEST = 4 << 20;

  private Formats() {}

  /** What {@code ToString()} says; null becomes the empty string, as in concatenation. */
  public static String text(Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof String text) {
      return text;
    } else if (value instanceof Boolean bool) {
      return bool ? "True" : "False";
    } else if (value instanceof Double || value instanceof Float) {
      return NumberFormats.shortest((Number) value);
    } else if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    } else if (value instanceof Byte number) {
      return String.valueOf(number & 0xff);
    } else if (value instanceof AnonymousObject object) {
      return anonymous(object);
    }
    return other(value);
  }

  /** Text as HTML shows it, in an attribute too. */
  public static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String other(Object value) {
    if (value instanceof byte[]) {
      return "System.Byte[]";
    } else if (value instanceof Object[]) {
      return "System.Object[]";
    } else if (value instanceof Map) {
      return "System.Collections.Generic.Dictionary`2[System.String,System.Object]";
    } else if (value instanceof Collection) {
      return "System.Collections.Generic.List`1[System.Object]";
    } else if (value instanceof Type type) {
      return type.toString();
    }
    return value.toString();
  }

  private static String anonymous(AnonymousObject object) {
    StringBuilder text = new StringBuilder("{ ");
    for (int i = 0; i < object.names().size(); i++) {
      text.append(i == 0 ? "" : ", ").append(object.names().get(i)).append(" = ");
      text.append(text(object.values().get(i)));
    }
    return text.append(" }").toString();
  }

  /** A value under a format string such as {@code N2} or {@code yyyy-MM-dd}. */
  static String text(Object value, String format) {
    if (format == null || format.isEmpty()) {
      return text(value);
    } else if (value instanceof Number number) {
      return NumberFormats.format(number, format);
    } else if (value instanceof DateTime date) {
      return DateFormats.format(date, format, null);
    } else if (value instanceof DateTimeOffset date) {
      return DateFormats.format(date.local(), format, date);
    } else if (value instanceof TimeSpan span) {
      return span.toString(format);
    } else if (value instanceof Guid guid) {
      return guid.toString(format);
    }
    return text(value);
  }

  static String pad(String text, int alignment) {
    int missing = Math.abs(alignment) - text.length();
    if (missing <= 0) {
      return text;
    }
    String spaces = " ".repeat(checkLength(missing));
    return alignment > 0 ? spaces + text : text + spaces;
  }

  /** The composite format of {@code string.Format}. */
  static String composite(String format, Object[] arguments) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      boolean doubled = at + 1 < format.length() && format.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        text.append(c);
        at += 2;
      } else if (c == '{') {
        int end = format.indexOf('}', at);
        if (end < 0) {
          throw badFormat();
        }
        text.append(item(format.substring(at + 1, end), arguments));
        at = end + 1;
      } else if (c == '}') {
        throw badFormat();
      } else {
        text.append(c);
        at++;
      }
      checkLength(text.length());
    }
    return text.toString();
  }

  private static Fault badFormat() {
    return new Fault("FormatException", "Input string was not in a correct format.");
  }

  private static String item(String item, Object[] arguments) {
    int colon = item.indexOf(':');
    String head = colon < 0 ? item : item.substring(0, colon);
    int comma = head.indexOf(',');
    try {
      int index = Integer.parseInt((comma < 0 ? head : head.substring(0, comma)).strip());
      int alignment = comma < 0 ? 0 : Integer.parseInt(head.substring(comma + 1).strip());
      if (index < 0 || index >= arguments.length) {
        throw new Fault(
            "FormatException", "Index must be less than the size of the argument list.");
      }
      return pad(text(arguments[index], colon < 0 ? null : item.substring(colon + 1)), alignment);
    } catch (NumberFormatException e) {
      throw badFormat();
    }
  }

  /** Passes a length through, or stops what makes strings without bound. */
  static int checkLength(long length) {
    if (length > LONGEST) {
      throw new LimitException("the expression makes a string that is too long: it was stopped");
    }
    return (int) length;
  }

  static String concat(String a, String b) {
    checkLength((long) a.length() + b.length());
    return a.concat(b);
  }
}
