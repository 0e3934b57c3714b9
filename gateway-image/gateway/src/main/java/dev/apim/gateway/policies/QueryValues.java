package dev.apim.gateway.policies;

import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.context.ValueMap;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a request's URL: read from it, and written back to it at once. */
final class QueryValues implements ValueMap {

  private final GatewayRequest request;
  private String parsed = "";
  private Map<String, List<String>> values = new LinkedHashMap<>();

  QueryValues(GatewayRequest request) {
    this.request = request;
  }

  @Override
  public List<String> get(String name) {
    String known = known(name);
    return known == null ? List.of() : List.copyOf(values.get(known));
  }

  @Override
  public List<String> names() {
    parse();
    return List.copyOf(values.keySet());
  }

  @Override
  public void set(String name, List<String> all) {
    String known = known(name);
    if (all.isEmpty()) {
      values.remove(name);
      values.remove(known);
    } else {
      values.put(known == null ? name : known, List.copyOf(all));
    }
    parsed = text();
    RequestUrl url = request.url();
    request.url(new RequestUrl(url.scheme(), url.host(), url.port(), url.path(), parsed));
  }

  private String known(String name) {
    parse();
    if (values.containsKey(name)) {
      return name;
    }
    return values.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(null);
  }

  private void parse() {
    String query = request.url().query();
    if (query.equals(parsed)) {
      return;
    }
    parsed = query;
    values = new LinkedHashMap<>();
    for (String part : query.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : decode(part.substring(equals + 1));
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
  }

  /** What cannot be decoded is left as it is. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, all) ->
            all.forEach(
                value ->
                    text.append(text.isEmpty() ? "" : "&")
                        .append(encode(name))
                        .append('=')
                        .append(encode(value))));
    return text.toString();
  }
}
