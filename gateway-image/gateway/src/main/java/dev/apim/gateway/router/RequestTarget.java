package dev.apim.gateway.router;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The normal form of a request's path: what is escaped without need is not, and there are no dot
 * segments, so that a path is routed by what the backend will understand, and none climbs out of a
 * backend's base path.
 */
public final class RequestTarget {

  private static final String HEX = "0123456789ABCDEF";

  private RequestTarget() {}

  /**
   * Normalises path and query.
   *
   * @return absent where the request line is no valid origin or absolute form
   */
  public static Optional<String> normal(String uri) {
    String target = uri.startsWith("/") ? uri : withoutAuthority(uri);
    if (target == null) {
      return Optional.empty();
    }
    int query = target.indexOf('?');
    int end = query < 0 ? target.length() : query;
    if (isNormal(target, end)) {
      return Optional.of(target);
    }
    String path = unescape(target.substring(0, end));
    return Optional.ofNullable(path)
        .map(RequestTarget::withoutDots)
        .map(normal -> normal + target.substring(end));
  }

  /** The host and port of a target in absolute form; null where it is in another form. */
  public static String authority(String uri) {
    int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
    if (scheme < 0) {
      return null;
    }
    int end = scheme + 3;
    while (end < uri.length() && "/?".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    return uri.substring(scheme + 3, end);
  }

  private static String withoutAuthority(String uri) {
    int scheme = uri.indexOf("://");
    if (!uri.startsWith("http") || scheme < 4 || scheme > 5) {
      return null;
    }
    int path = scheme + 3;
    while (path < uri.length() && "/?".indexOf(uri.charAt(path)) < 0) {
      path++;
    }
    String rest = uri.substring(path);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static boolean isNormal(String target, int end) {
    for (int i = 0; i < end; i++) {
      char c = target.charAt(i);
      boolean dotSegment = c == '.' && target.charAt(i - 1) == '/';
      if (dotSegment || c == '%' || c == '\\' || c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** The path with unreserved characters unescaped; null where it has an invalid one. */
  private static String unescape(String path) {
    StringBuilder result = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' || c <= ' ' || c >= 0x7f) {
        return null;
      }
      if (c != '%') {
        result.append(c);
        continue;
      }
      int code = code(path, i);
      if (code <= 0) {
        return null;
      }
      append(result, code);
      i += 2;
    }
    return result.toString();
  }

  private static int code(String path, int percent) {
    if (percent + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(percent + 1), 16);
    int low = Character.digit(path.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static void append(StringBuilder result, int code) {
    boolean alphanumeric =
        code >= '0' && code <= '9' || code >= 'A' && code <= 'Z' || code >= 'a' && code <= 'z';
    if (alphanumeric || "-._~".indexOf(code) >= 0) {
      result.append((char) code);
    } else {
      result.append('%').append(HEX.charAt(code >> 4)).append(HEX.charAt(code & 15));
    }
  }

  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean dots = segments[i].equals(".") || segments[i].equals("..");
      if (segments[i].equals("..")) {
        kept.pollLast();
      }
      if (!dots) {
        kept.add(segments[i]);
      } else if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
