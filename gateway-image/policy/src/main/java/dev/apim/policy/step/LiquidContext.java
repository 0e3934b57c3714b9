package dev.apim.policy.step;

import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.context.RequestMessage;
import dev.apim.policy.context.RequestUrl;
import dev.apim.policy.context.ResponseMessage;
import dev.apim.policy.context.ValueMap;
import dev.apim.policy.expression.runtime.Formats;
import dev.apim.policy.expression.runtime.JToken;
import dev.apim.policy.liquid.Named;
import dev.apim.policy.liquid.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What templates see of an exchange: the members that Azure's reference names, and variables. */
record LiquidContext(PolicyContext context) implements Named {

  private static final Trees AS_THEY_ARE = new Trees(false, false);

  @Override
  public Object get(String name) {
    return switch (name) {
      case "Request" -> (Named) this::request;
      case "Response" -> context.response() == null ? null : (Named) this::response;
      case "Variables" -> (Named) this::variable;
      default -> null;
    };
  }

  private Object request(String name) {
    RequestMessage request = context.request();
    return switch (name) {
      case "Method", "OriginalMethod" -> request.method();
      case "Url" -> new Address(request.url(), request.query());
      case "OriginalUrl" -> new Address(request.originalUrl(), request.query());
      case "IpAddress" -> request.ipAddress();
      case "MatchedParameters" -> new LinkedHashMap<>(request.matchedParameters());
      case "HasBody" -> request.body().bytes(true).length > 0;
      case "Headers" -> values(request.headers());
      default -> null;
    };
  }

  private Object response(String name) {
    ResponseMessage response = context.response();
    return switch (name) {
      case "StatusCode" -> (long) response.status();
      case "StatusReason" -> response.reason();
      case "Method" -> context.request().method();
      case "Headers" -> values(response.headers());
      default -> null;
    };
  }

  private Object variable(String name) {
    Object value = context.variables().get(name);
    if (value instanceof JToken token) {
      return AS_THEY_ARE.of(token);
    }
    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
    return plain ? value : Formats.text(value);
  }

  private static Map<String, String> values(ValueMap map) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    map.names().forEach(name -> values.put(name, String.join(",", map.get(name))));
    return values;
  }

  /** A URL and its parts. */
  private record Address(RequestUrl url, ValueMap query) implements Named {
    @Override
    public Object get(String name) {
      return switch (name) {
        case "Scheme" -> url.scheme();
        case "Host" -> url.host();
        case "Port" -> (long) url.port();
        case "Path" -> url.path();
        case "Query" -> values(query);
        case "QueryString" -> url.query().isEmpty() ? "" : "?" + url.query();
        case "ToUri", "ToString" -> url.toString();
        default -> null;
      };
    }

    @Override
    public String text() {
      return url.toString();
    }
  }
}
