package dev.apim.policy.liquid;

import dev.apim.policy.expression.runtime.Formats;
import dev.apim.policy.expression.runtime.JArray;
import dev.apim.policy.expression.runtime.JObject;
import dev.apim.policy.expression.runtime.JProperty;
import dev.apim.policy.expression.runtime.JToken;
import dev.apim.policy.expression.runtime.JValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as templates see it: maps, lists and plain values.
 *
 * @param nilIsNull an element of XML that is nil has no value; else it is empty
 * @param dates whether texts that are dates are written as .NET writes dates
 */
public record Trees(boolean nilIsNull, boolean dates) {

  /** What a token is to a template. */
  public Object of(JToken token) {
    if (token instanceof JObject object) {
      return map(object);
    } else if (token instanceof JArray array) {
      List<Object> list = new ArrayList<>(array.items().size());
      array.items().forEach(item -> list.add(of(item)));
      return list;
    } else if (token instanceof JProperty property) {
      return of(property.value());
    }
    Object value = token instanceof JValue leaf ? leaf.value() : null;
    if (value instanceof String text) {
      return dates ? Dates.usual(text) : text;
    }
    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
    return plain ? value : Formats.text(value);
  }

  private Object map(JObject object) {
    if (object.value("nil") instanceof JValue nil && "true".equals(nil.value())) {
      return nilIsNull ? null : "";
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object member : object) {
      JProperty property = (JProperty) member;
      map.put(property.name(), of(property.value()));
    }
    return map;
  }
}
