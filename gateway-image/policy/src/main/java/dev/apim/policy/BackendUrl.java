package dev.apim.policy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a backend, taken apart once (B95). The operator refuses what does not parse, so a
 * gateway never meets it, and never disagrees when it does.
 *
 * @param tls whether the scheme is https
 * @param host DNS name or IP address in lower case, an IPv6 address without brackets
 * @param port 1 to 65535, that of the scheme where none is written
 * @param basePath put before the path of each request: empty, or with a leading and no trailing
 *     slash
 */
public record BackendUrl(boolean tls, String host, int port, String basePath) {

  private static final Pattern URL =
      Pattern.compile("(https?)://(\\[[^\\]/]*\\]|[^:/?#@\\[\\]]*)(:[^/?#@]*)?(/[^?#]*)?");
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?)*\\.?");
  private static final Pattern IPV4_LIKE = Pattern.compile("[0-9.]+");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-f:.]{2,45}");
  private static final Pattern PATH =
      Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)*");
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

  /**
   * Takes an address apart.
   *
   * @throws InvalidUrlException where it is none, or has a user, a query or a fragment
   */
  public static BackendUrl parse(String url) {
    Matcher matcher = URL.matcher(url == null ? "" : url);
    if (!matcher.matches()) {
      throw new InvalidUrlException(
          url, "is not an http or https address without user, query and fragment");
    }
    boolean tls = matcher.group(1).equals("https");
    return new BackendUrl(
        tls,
        host(url, matcher.group(2).toLowerCase(Locale.ROOT)),
        port(url, matcher.group(3), tls),
        basePath(url, matcher.group(4)));
  }

  private static String host(String url, String host) {
    if (host.isEmpty()) {
      throw new InvalidUrlException(url, "has no host");
    }
    if (host.startsWith("[")) {
      String address = host.substring(1, host.length() - 1);
      return checked(IPV6, address, url, "has a host in brackets that is no IPv6 address");
    }
    if (IPV4_LIKE.matcher(host).matches()) {
      return checked(IPV4, host, url, "has a host that is no IPv4 address");
    }
    return checked(NAME, host, url, "has a host that is no DNS name");
  }

  private static int port(String url, String written, boolean tls) {
    if (written == null) {
      return tls ? 443 : 80;
    }
    if (written.matches(":[0-9]{1,5}")) {
      int port = Integer.parseInt(written.substring(1));
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    throw new InvalidUrlException(url, "has a port that is not a number from 1 to 65535");
  }

  private static String basePath(String url, String written) {
    if (written == null) {
      return "";
    }
    checked(PATH, written, url, "has a path with characters that must be percent-encoded");
    if (DOT_SEGMENT.matcher(written).find()) {
      throw new InvalidUrlException(url, "has a path with . or .. in it");
    }
    int end = written.length();
    while (end > 0 && written.charAt(end - 1) == '/') {
      end--;
    }
    return written.substring(0, end);
  }

  private static String checked(Pattern pattern, String part, String url, String fault) {
    if (!pattern.matcher(part).matches()) {
      throw new InvalidUrlException(url, fault);
    }
    return part;
  }

  /** The value of the Host header: the port only where it is not that of the scheme. */
  public String authority() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }
}
