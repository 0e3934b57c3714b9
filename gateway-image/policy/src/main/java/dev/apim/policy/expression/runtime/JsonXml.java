package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between JSON and XML by Json.NET's rules: {@code @} marks attributes, {@code #text} text. */
public final class JsonXml {

  private JsonXml() {}

  /** How expressions convert, as JsonConvert does. */
  private static final JsonOptions PLAIN_JSON = new JsonOptions(true, false, ":");

  /**
   * How XML becomes JSON.
   *
   * @param direct keeps prefixes and marks attributes; else names are plain, text is {@code value}
   * @param arrays every element becomes an array, also one that stands alone
   * @param separator between prefix and name
   */
  public record JsonOptions(boolean direct, boolean arrays, String separator) {

    /** The policy's form: a colon in a name is awkward for who reads JSON. */
    public JsonOptions(boolean direct, boolean arrays) {
      this(direct, arrays, "$");
    }
  }

  /** XML as text from JSON as text; what has not exactly one root gets one named Document. */
  public static String xml(String json, XmlOptions options) {
    return new XmlMaker(options).document(Json.parse(json)).toString();
  }

  /** JSON as text from XML as text. */
  public static String json(String xml, JsonOptions options) {
    return Json.write(toJson(XNode.parse(xml), options), false);
  }

  static JObject toJson(XNode node) {
    return toJson(node, PLAIN_JSON);
  }

  private static JObject toJson(XNode node, JsonOptions options) {
    XNode root = node.root();
    JObject object = new JObject();
    object.put(name(root, options), value(root, options));
    return object;
  }

  private static String name(XNode node, JsonOptions options) {
    return options.direct ? name(node).replace(":", options.separator) : node.localName();
  }

  private static JToken value(XNode element, JsonOptions options) {
    List<XNode> elements = element.elements(null);
    String text = element.value();
    JObject object = new JObject();
    element.attributes.forEach((k, v) -> attribute(object, k, v, options));
    if (elements.isEmpty() && object.properties().isEmpty()) {
      return new JValue(element.children.isEmpty() ? null : text);
    }
    Map<String, JArray> groups = new LinkedHashMap<>();
    elements.forEach(
        e -> groups.computeIfAbsent(name(e, options), k -> new JArray()).add(value(e, options)));
    groups.forEach(
        (k, v) -> object.put(k, v.items().size() == 1 && !options.arrays ? v.items().get(0) : v));
    if (elements.isEmpty() && !text.isEmpty()) {
      object.put(options.direct ? "#text" : "value", new JValue(text));
    }
    return object;
  }

  private static void attribute(JObject into, String name, String value, JsonOptions options) {
    if (options.direct) {
      into.put("@" + name.replace(":", options.separator), new JValue(value));
    } else if (!name.equals("xmlns") && !name.startsWith("xmlns:")) {
      into.put(name.substring(name.indexOf('}') + 1), new JValue(value));
    }
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

  static XNode toXml(JToken json, String root) {
    XmlMaker maker = new XmlMaker(XmlOptions.PLAIN);
    if (root != null) {
      return maker.document(root, json);
    }
    if (!XmlMaker.hasOneRoot(json)) {
      throw new Fault(
          "JsonSerializationException",
          "JSON root object has multiple properties. The root object must have a single property in order to create a valid XML document.");
    }
    return maker.document(json);
  }
}
