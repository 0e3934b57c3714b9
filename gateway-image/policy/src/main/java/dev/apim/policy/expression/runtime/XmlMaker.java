package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.runtime.XNode.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes XML of JSON: {@code @} marks attributes, {@code #text} text. */
final class XmlMaker {

  private static final String ROOT = "Document";
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d{1,7})?(Z|[+-]\\d\\d:\\d\\d)?");

  private final XmlOptions options;

  XmlMaker(XmlOptions options) {
    this.options = options;
  }

  static boolean hasOneRoot(JToken json) {
    return json instanceof JObject object
        && object.properties().size() == 1
        && !(object.properties().get(0).value() instanceof JArray);
  }

  XNode document(JToken json) {
    if (!hasOneRoot(json)) {
      return document(ROOT, json);
    }
    XNode document = XNode.document();
    fill(document, json);
    return document;
  }

  XNode document(String root, JToken json) {
    XNode element = XNode.element(root);
    fill(element, json);
    return XNode.document().add(element);
  }

  private void fill(XNode element, JToken json) {
    if (json instanceof JObject object) {
      object.properties().forEach(p -> member(element, p));
    } else if (json instanceof JArray array) {
      array.items().forEach(i -> child(element, "item", i));
    } else if (((JValue) json).value() != null) {
      element.add(XNode.text(scalar((JValue) json)));
    }
  }

  private String scalar(JValue value) {
    if (value.value() instanceof Boolean bool) {
      return String.valueOf(bool);
    }
    return options.dates() ? date(value.toString()) : value.toString();
  }

  /** A date without the zeros that say nothing. */
  private static String date(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      return text;
    }
    String fraction = date.group(2) == null ? "" : date.group(2).replaceFirst("\\.?0+$", "");
    return date.group(1) + fraction + (date.group(3) == null ? "" : date.group(3));
  }

  private void member(XNode element, JProperty property) {
    String name = property.name();
    boolean inside = element.kind == Kind.ELEMENT;
    if (inside && name.startsWith("@")) {
      element.attributes.put(separated(element, name.substring(1)), property.value().toString());
    } else if (inside && declares(name)) {
      String prefix = name.length() == options.prefix().length() ? "" : rest(name);
      element.attributes.put(
          prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, property.value().toString());
    } else if (inside
        && !options.attributes().isEmpty()
        && name.equals(options.attributes())
        && property.value() instanceof JObject block) {
      block
          .properties()
          .forEach(a -> element.attributes.put(separated(element, a.name()), a.value().toString()));
    } else if (name.equals("#text")) {
      element.add(XNode.text(property.value().toString()));
    } else {
      children(element, name, property.value());
    }
  }

  private boolean declares(String name) {
    return !options.prefix().isEmpty()
        && (name.equals(options.prefix())
            || name.startsWith(options.prefix() + options.separator())
            || name.startsWith(options.prefix() + ":"));
  }

  private String rest(String name) {
    int separator = name.startsWith(options.prefix() + ":") ? 1 : options.separator().length();
    return name.substring(options.prefix().length() + separator);
  }

  private void children(XNode element, String name, JToken value) {
    List<JToken> all = value instanceof JArray array ? array.items() : List.of(value);
    all.forEach(i -> child(element, name, i));
  }

  private void child(XNode element, String name, JToken value) {
    XNode child = XNode.element("");
    element.add(child);
    fill(child, value);
    String qualified = safe(separated(child, name));
    child.name = qualified.indexOf(':') < 0 ? inDefault(child, qualified) : qualified;
  }

  /** The separator becomes the colon of a qualified name, if a declared prefix is before it. */
  private String separated(XNode element, String name) {
    int at = options.separator().isEmpty() ? -1 : name.indexOf(options.separator());
    if (at <= 0 || at + options.separator().length() == name.length()) {
      return name;
    }
    String prefix = "xmlns:" + name.substring(0, at);
    for (XNode node = element; node != null; node = node.parent) {
      if (node.attributes.containsKey(prefix)) {
        return name.substring(0, at) + ":" + name.substring(at + options.separator().length());
      }
    }
    return name;
  }

  /** A name without a prefix is in the default namespace around it. */
  private static String inDefault(XNode element, String name) {
    for (XNode node = element; node != null; node = node.parent) {
      if (node.attributes.containsKey("xmlns")) {
        return XNode.expanded(node.attributes.get("xmlns"), name);
      }
    }
    return name;
  }

  private static String safe(String name) {
    String valid = name.replaceAll("[^\\w.:-]", "_");
    return valid.isEmpty() || !valid.substring(0, 1).matches("[A-Za-z_]") ? "_" + valid : valid;
  }
}
