package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Uri and the encoders of URLs and HTML. */
final class UriLibrary {

  private UriLibrary() {}

  private static URI u(Object value) {
    return (URI) value;
  }

  private static URI parse(Object text) {
    String given =
        Values.required(text, "uriString").strip().replace(" ", "%20").replace("|", "%7C");
    try {
      URI uri = new URI(given);
      if (uri.isAbsolute() && uri.getPath() != null && uri.getPath().isEmpty()) {
        return new URI(
            uri.getScheme().toLowerCase(Locale.ROOT)
                + "://"
                + uri.getRawAuthority()
                + "/"
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new Fault(
          "UriFormatException", "Invalid URI: The format of the URI could not be determined.");
    }
  }

  static URI absolute(Object text) {
    URI uri = parse(text);
    if (!uri.isAbsolute()) {
      throw new Fault(
          "UriFormatException", "Invalid URI: The format of the URI could not be determined.");
    }
    return uri;
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : standard(uri);
  }

  static void declare(Library.Builder library) {
    library
        .enumeration("UriKind", "RelativeOrAbsolute", "Absolute", "Relative")
        .type("class Uri", URI.class)
        .add("new Uri(string)", UriLibrary::absolute)
        .add("new Uri(string, UriKind)", (t, k) -> parse(t))
        .add("new Uri(Uri, string)", (b, t) -> u(b).resolve(parse(t)))
        .add("string Uri.Host", a -> u(a).getHost() == null ? "" : u(a).getHost())
        .add("int Uri.Port", a -> port(u(a)))
        .add("string Uri.Scheme", a -> u(a).getScheme())
        .add("string Uri.AbsolutePath", a -> u(a).getRawPath())
        .add("string Uri.LocalPath", a -> u(a).getPath())
        .add("string Uri.Query", a -> u(a).getRawQuery() == null ? "" : "?" + u(a).getRawQuery())
        .add(
            "string Uri.Fragment",
            a -> u(a).getRawFragment() == null ? "" : "#" + u(a).getRawFragment())
        .add(
            "string Uri.PathAndQuery",
            a -> u(a).getRawPath() + (u(a).getRawQuery() == null ? "" : "?" + u(a).getRawQuery()));
    uriText(library);
    uriStatics(library);
    parts(library);
    encoders(library);
  }

  private static void uriText(Library.Builder library) {
    library
        .add("string Uri.AbsoluteUri", Object::toString)
        .add("string Uri.OriginalString", Object::toString)
        .add("string Uri.Authority", a -> u(a).getRawAuthority())
        .add("string[] Uri.Segments", a -> segments(u(a).getRawPath()))
        .add("bool Uri.IsAbsoluteUri", a -> u(a).isAbsolute());
  }

  private static void uriStatics(Library.Builder library) {
    library
        .add("string Uri.ToString()", Object::toString)
        .add("static string Uri.EscapeDataString(string)", s -> QueryStrings.escape(text(s)))
        .add(
            "static string Uri.UnescapeDataString(string)",
            s -> QueryStrings.decode(text(s).replace("+", "%2B")))
        .add("static string Uri.EscapeUriString(string)", s -> escapeUri(text(s)))
        .add(
            "static bool Uri.IsWellFormedUriString(string, UriKind)",
            (s, k) -> isUri(text(s), Values.ordinal(k)))
        .add(
            "static bool Uri.TryCreate(string, UriKind, out Uri)",
            (s, k, o) -> tryCreate(s, Values.ordinal(k), (OutArgument) o));
  }

  private static void parts(Library.Builder library) {
    library
        .enumeration("UriPartial", "Scheme", "Authority", "Path", "Query")
        .add("string Uri.GetLeftPart(UriPartial)", (a, p) -> left(u(a), Values.ordinal(p)))
        .add("string Uri.UserInfo", a -> u(a).getUserInfo() == null ? "" : u(a).getUserInfo())
        .add("string Uri.DnsSafeHost", a -> u(a).getHost() == null ? "" : u(a).getHost())
        .add("bool Uri.IsDefaultPort", a -> u(a).getPort() < 0 || u(a).getPort() == standard(u(a)))
        .add("static string Uri.UriSchemeHttp", () -> "http")
        .add("static string Uri.UriSchemeHttps", () -> "https")
        .add(
            "static bool Uri.TryCreate(Uri, string, out Uri)",
            (b, t, o) -> tryResolve(u(b), t, (OutArgument) o));
  }

  private static int standard(URI uri) {
    return "https".equals(uri.getScheme()) ? 443 : "http".equals(uri.getScheme()) ? 80 : -1;
  }

  private static String left(URI uri, int part) {
    String scheme = uri.getScheme() + "://";
    String authority = scheme + uri.getRawAuthority();
    String path = authority + uri.getRawPath();
    return switch (part) {
      case 0 -> scheme;
      case 1 -> authority;
      case 2 -> path;
      default -> path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    };
  }

  private static boolean tryResolve(URI base, Object text, OutArgument out) {
    out.set(null);
    if (base == null || text == null || !isUri((String) text, 0)) {
      return false;
    }
    out.set(base.resolve(parse(text)));
    return true;
  }

  private static String escapeUri(String text) {
    return QueryStrings.escape(text, "-_.~:/?#[]@!$&'()*+,;=%");
  }

  private static boolean isUri(String text, int kind) {
    try {
      URI uri = new URI(text);
      return kind == 0 || uri.isAbsolute() == (kind == 1);
    } catch (URISyntaxException | NullPointerException e) {
      return false;
    }
  }

  private static boolean tryCreate(Object text, int kind, OutArgument out) {
    out.set(null);
    if (text == null || !isUri((String) text, kind)) {
      return false;
    }
    out.set(parse(text));
    return true;
  }

  private static Object[] segments(String path) {
    List<Object> segments = new ArrayList<>();
    int from = 0;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash + 1;
      segments.add(path.substring(from, end));
      from = end;
    }
    return segments.toArray();
  }

  private static void encoders(Library.Builder library) {
    for (String type : List.of("WebUtility", "HttpUtility")) {
      library
          .type("class " + type, v -> false)
          .add(
              "static string " + type + ".UrlEncode(string)",
              s -> s == null ? null : URLEncoder.encode(text(s), StandardCharsets.UTF_8))
          .add(
              "static string " + type + ".UrlDecode(string)",
              s -> s == null ? null : QueryStrings.decode(text(s)))
          .add(
              "static string " + type + ".HtmlEncode(string)",
              s -> s == null ? null : Formats.html(text(s)))
          .add(
              "static string " + type + ".HtmlDecode(string)",
              s ->
                  s == null
                      ? null
                      : text(s)
                          .replace("&lt;", "<")
                          .replace("&gt;", ">")
                          .replace("&quot;", "\"")
                          .replace("&#39;", "'")
                          .replace("&nbsp;", "\u00A0")
                          .replace("&amp;", "&"));
    }
  }
}
