package dev.apim.gateway.upstream;

import dev.apim.api.v1alpha1.AuthorizationScheme;
import dev.apim.api.v1alpha1.BackendAuthorizationSpec;
import dev.apim.api.v1alpha1.BackendCredentialsSpec;
import dev.apim.policy.program.NamedValues;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** What every request to a member carries in place of what the client sent. */
public final class Credentials {

  /** None at all. */
  public static final Credentials NONE = new Credentials(Map.of(), Map.of());

  private final Map<String, String> headers;
  private final Map<String, String> query;

  private Credentials(Map<String, String> headers, Map<String, String> query) {
    this.headers = headers;
    this.query = query;
  }

  /**
   * What a backend asks for.
   *
   * @param values named values, by what stands between the braces
   * @throws IllegalArgumentException where one is named that is not among them
   */
  static Credentials of(BackendCredentialsSpec spec, Map<String, String> values) {
    if (spec == null) {
      return NONE;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    spec.headers().forEach(header -> headers.put(header.name(), fill(header.value(), values)));
    if (spec.authorization() != null) {
      headers.put("Authorization", value(spec.authorization(), values));
    }
    Map<String, String> query = new LinkedHashMap<>();
    spec.query().forEach(each -> query.put(each.name(), fill(each.value(), values)));
    return new Credentials(headers, query);
  }

  /** A text with named values in their places. */
  static String fill(String text, Map<String, String> values) {
    for (String name : NamedValues.references(text)) {
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException("there is no value called \"" + name + "\"");
      }
    }
    return NamedValues.fill(text, values);
  }

  private static String value(BackendAuthorizationSpec authorization, Map<String, String> values) {
    if (authorization.type() == AuthorizationScheme.Bearer) {
      return "Bearer " + fill(authorization.token(), values);
    }
    String pair =
        fill(authorization.username(), values) + ":" + fill(authorization.password(), values);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Headers to be set. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Path and query with the parameters set. */
  public String target(String target) {
    if (query.isEmpty()) {
      return target;
    }
    int question = target.indexOf('?');
    StringJoiner parameters = new StringJoiner("&");
    if (question >= 0) {
      for (String part : target.substring(question + 1).split("&")) {
        if (!part.isEmpty() && !query.containsKey(name(part))) {
          parameters.add(part);
        }
      }
    }
    query.forEach((name, value) -> parameters.add(encode(name) + "=" + encode(value)));
    return target.substring(0, question < 0 ? target.length() : question) + "?" + parameters;
  }

  private static String name(String part) {
    int equals = part.indexOf('=');
    String name = equals < 0 ? part : part.substring(0, equals);
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
