package dev.apim.policy.expression.runtime;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Query strings and form bodies. */
final class QueryStrings {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private QueryStrings() {}

  /** Values by name, in order of appearance. */
  static Map<Object, Object> parse(String text) {
    Map<Object, Object> values = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        CollectionLibrary.list(values.computeIfAbsent(name, k -> new ArrayList<>())).add(value);
      }
    }
    return values;
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** RFC 3986 escaping: everything but the unreserved characters. */
  static String escape(String text) {
    return escape(text, "-_.~");
  }

  /** Percent-encodes all but letters, digits and some other characters. */
  static String escape(String text, String kept) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0)) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
      }
    }
    return escaped.toString();
  }

  static String first(List<String> values) {
    return values.isEmpty() ? null : values.get(0);
  }
}
