package dev.apim.policy.liquid;

import static dev.apim.policy.liquid.Filters.argument;
import static dev.apim.policy.liquid.Filters.whole;
import static dev.apim.policy.liquid.Values.text;

import dev.apim.policy.expression.runtime.Formats;
import dev.apim.policy.liquid.Filters.Filter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that make texts of texts. */
final class TextFilters {

  private TextFilters() {}

  static void declare(Map<String, Filter> all) {
    one(all, "upcase", t -> t.toUpperCase(Locale.ROOT));
    one(all, "downcase", t -> t.toLowerCase(Locale.ROOT));
    one(all, "capitalize", TextFilters::capitalized);
    one(all, "strip", String::strip);
    one(all, "lstrip", String::stripLeading);
    one(all, "rstrip", String::stripTrailing);
    one(all, "strip_newlines", t -> t.replace("\r", "").replace("\n", ""));
    one(all, "newline_to_br", t -> t.replace("\n", "<br />\n"));
    one(all, "strip_html", TextFilters::withoutTags);
    one(all, "escape", Formats::html);
    one(all, "h", Formats::html);
    one(all, "url_encode", t -> URLEncoder.encode(t, StandardCharsets.UTF_8));
    one(all, "url_decode", TextFilters::decoded);
    all.put("append", (m, v, a) -> joined(m, text(v), text(argument(a, 0))));
    all.put("prepend", (m, v, a) -> joined(m, text(argument(a, 0)), text(v)));
    all.put("remove", (m, v, a) -> replaced(m, text(v), text(argument(a, 0)), ""));
    all.put("remove_first", (m, v, a) -> first(m, text(v), text(argument(a, 0)), ""));
    all.put(
        "replace", (m, v, a) -> replaced(m, text(v), text(argument(a, 0)), text(argument(a, 1))));
    all.put(
        "replace_first",
        (m, v, a) -> first(m, text(v), text(argument(a, 0)), text(argument(a, 1))));
    all.put("truncate", (m, v, a) -> truncated(text(v), whole(a, 0, 50), argument(a, 1)));
    all.put("slice", (m, v, a) -> slice(text(v), whole(a, 0, 0), whole(a, 1, 1)));
  }

  private static void one(Map<String, Filter> all, String name, UnaryOperator<String> change) {
    all.put(
        name,
        (m, v, a) -> {
          String text = text(v);
          m.text(text.length());
          return change.apply(text);
        });
  }

  private static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String withoutTags(String text) {
    StringBuilder plain = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', from)) {
      int close = text.indexOf('>', open);
      if (close < 0) {
        break;
      }
      plain.append(text, from, open);
      from = close + 1;
    }
    return plain.append(text, from, text.length()).toString();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String joined(Meter meter, String one, String other) {
    meter.text((long) one.length() + other.length());
    return one + other;
  }

  private static String replaced(Meter meter, String text, String sought, String by) {
    if (sought.isEmpty()) {
      return text;
    }
    long most = (long) text.length() / sought.length() * by.length();
    meter.text(Math.max(text.length(), by.length() > sought.length() ? most : 0));
    return text.replace(sought, by);
  }

  private static String first(Meter meter, String text, String sought, String by) {
    int found = text.indexOf(sought);
    meter.text((long) text.length() + by.length());
    return found < 0
        ? text
        : text.substring(0, found) + by + text.substring(found + sought.length());
  }

  private static String truncated(String text, int length, Object ending) {
    String end = ending == null ? "..." : text(ending);
    return text.length() <= length
        ? text
        : text.substring(0, Math.max(0, length - end.length())) + end;
  }

  private static String slice(String text, int start, int length) {
    int from = start < 0 ? text.length() + start : start;
    if (from < 0 || from > text.length() || length < 0) {
      return "";
    }
    return text.substring(from, (int) Math.min((long) from + length, text.length()));
  }
}
