package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.runtime.XNode.Kind;
import dev.apim.policy.expression.type.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between JSON and XML by Json.NET's rules: {@code @} marks attributes, {@code #text} text. */
public final class JsonXml {

  private JsonXml() {}

  /** XML as text from JSON as text; more than one root needs {@code root}. */
  public static String xml(String json, String root) {
    return toXml(Json.parse(json), root).toString();
  }

  /** JSON as text from XML as text. */
  public static String json(String xml) {
    return Json.write(toJson(XNode.parse(xml)), false);
  }

  static JObject toJson(XNode node) {
    XNode root = node.root();
    JObject object = new JObject();
    object.put(name(root), value(root));
    return object;
  }

  private static String name(XNode node) {
    for (XNode at = node; at != null && !node.namespace().isEmpty(); at = at.parent) {
      for (Map.Entry<String, String> entry : at.attributes.entrySet()) {
        if (entry.getKey().startsWith("xmlns:") && entry.getValue().equals(node.namespace())) {
          return entry.getKey().substring(6) + ":" + node.localName();
        }
      }
    }
    return node.localName();
  }

  private static JToken value(XNode element) {
    List<XNode> elements = element.elements(null);
    String text = element.value();
    if (elements.isEmpty() && element.attributes.isEmpty()) {
      return new JValue(element.children.isEmpty() ? null : text);
    }
    JObject object = new JObject();
    element.attributes.forEach((k, v) -> object.put("@" + k, new JValue(v)));
    Map<String, JArray> groups = new LinkedHashMap<>();
    elements.forEach(e -> groups.computeIfAbsent(name(e), k -> new JArray()).add(value(e)));
    groups.forEach((k, v) -> object.put(k, v.items().size() == 1 ? v.items().get(0) : v));
    if (elements.isEmpty() && !text.isEmpty()) {
      object.put("#text", new JValue(text));
    }
    return object;
  }

  static XNode toXml(JToken json, String root) {
    XNode document = XNode.document();
    if (root != null) {
      XNode element = XNode.element(root);
      fill(element, json);
      return document.add(element);
    }
    if (!(json instanceof JObject object)
        || object.properties().size() != 1
        || object.properties().get(0).value() instanceof JArray) {
      throw new Fault(
          "JsonSerializationException",
          "JSON root object has multiple properties. The root object must have a single property in order to create a valid XML document.");
    }
    fill(document, json);
    return document;
  }

  private static void fill(XNode element, JToken json) {
    if (json instanceof JObject object) {
      object.properties().forEach(p -> member(element, p));
    } else if (json instanceof JArray array) {
      array.items().forEach(i -> child(element, "item", i));
    } else if (((JValue) json).value() != null) {
      element.add(XNode.text(scalar((JValue) json)));
    }
  }

  private static String scalar(JValue value) {
    return value.value() instanceof Boolean bool ? String.valueOf(bool) : value.toString();
  }

  private static void member(XNode element, JProperty property) {
    String name = property.name();
    if (name.startsWith("@") && element.kind == Kind.ELEMENT) {
      element.attributes.put(name.substring(1), property.value().toString());
    } else if (name.equals("#text")) {
      element.add(XNode.text(property.value().toString()));
    } else if (property.value() instanceof JArray array) {
      array.items().forEach(i -> child(element, name, i));
    } else {
      child(element, name, property.value());
    }
  }

  private static void child(XNode element, String name, JToken value) {
    XNode child = XNode.element(safe(name));
    fill(child, value);
    element.add(child);
  }

  private static String safe(String name) {
    String valid = name.replaceAll("[^\\w.:-]", "_");
    return valid.isEmpty() || !valid.substring(0, 1).matches("[A-Za-z_]") ? "_" + valid : valid;
  }
}
