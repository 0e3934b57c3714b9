package dev.apim.policy;

import dev.apim.policy.UrlTemplate.Condition;
import dev.apim.policy.UrlTemplate.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the parts of a template. */
final class TemplateReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.-]{0,127}");
  private static final String KEPT = "-._~!$&'()*+,;=:@";
  private static final String UNRESERVED = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private TemplateReader() {}

  static Segment segment(String template, String part, Set<String> names) {
    if (part.equals(".") || part.equals("..")) {
      throw new InvalidTemplateException(template, "has a segment " + part);
    }
    List<String> texts = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    int at = 0;
    while (true) {
      int open = part.indexOf('{', at);
      String text = part.substring(at, open < 0 ? part.length() : open);
      if (text.indexOf('}') >= 0) {
        throw new InvalidTemplateException(template, "has a } without a {");
      }
      texts.add(normal(template, text));
      if (open < 0) {
        return new Segment(texts, parameters);
      }
      int close = part.indexOf('}', open);
      if (close < 0) {
        throw new InvalidTemplateException(template, "has a { without a }");
      }
      if (open == at && !parameters.isEmpty()) {
        throw new InvalidTemplateException(template, "has two parameters with nothing in between");
      }
      parameters.add(name(template, part.substring(open + 1, close), names));
      at = close + 1;
    }
  }

  static String name(String template, String name, Set<String> names) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidTemplateException(
          template, "has a parameter without a usable name: " + name);
    }
    if (!names.add(name)) {
      throw new InvalidTemplateException(template, "has two parameters of the name " + name);
    }
    return name;
  }

  static List<Condition> query(String template, String query, Set<String> names) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      if (key.isEmpty() || key.indexOf('{') >= 0 || key.indexOf('}') >= 0) {
        throw new InvalidTemplateException(template, "has a query parameter without a name");
      }
      conditions.add(
          condition(template, key, equals < 0 ? null : part.substring(equals + 1), names));
    }
    return conditions;
  }

  private static Condition condition(String template, String key, String value, Set<String> names) {
    if (value == null) {
      return new Condition(key, null, null);
    }
    if (value.startsWith("{") && value.endsWith("}")) {
      return new Condition(
          key, null, name(template, value.substring(1, value.length() - 1), names));
    }
    if (value.indexOf('{') >= 0 || value.indexOf('}') >= 0) {
      throw new InvalidTemplateException(
          template, "has the query parameter " + key + ", whose value is a text and a parameter");
    }
    return new Condition(key, value, null);
  }

  /** As the gateway sees a path: escaped where it must be, and nowhere else. */
  private static String normal(String template, String text) {
    StringBuilder normal = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int code = bytes[i] & 0xff;
      if (code == '%') {
        code = code(template, bytes, i);
        i += 2;
        append(normal, code, UNRESERVED);
      } else {
        append(normal, code, KEPT);
      }
    }
    return normal.toString();
  }

  private static int code(String template, byte[] bytes, int percent) {
    int high = percent + 1 < bytes.length ? Character.digit(bytes[percent + 1], 16) : -1;
    int low = percent + 2 < bytes.length ? Character.digit(bytes[percent + 2], 16) : -1;
    if (high < 0 || low < 0 || high + low == 0) {
      throw new InvalidTemplateException(template, "has a % that begins no escaped character");
    }
    return high * 16 + low;
  }

  private static void append(StringBuilder normal, int code, String kept) {
    boolean alphanumeric =
        code >= '0' && code <= '9' || code >= 'A' && code <= 'Z' || code >= 'a' && code <= 'z';
    if (alphanumeric || kept.indexOf(code) >= 0) {
      normal.append((char) code);
    } else {
      normal.append('%').append(HEX.charAt(code >> 4)).append(HEX.charAt(code & 15));
    }
  }
}
