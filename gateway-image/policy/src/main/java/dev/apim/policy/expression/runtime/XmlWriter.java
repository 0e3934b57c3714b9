package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.runtime.XNode.Kind;
import java.util.HashMap;
import java.util.Map;

/** XML as text; elements that hold elements only are indented, as XElement's ToString does. */
final class XmlWriter {

  private final StringBuilder out = new StringBuilder();

  private XmlWriter() {}

  static String write(XNode node) {
    XmlWriter writer = new XmlWriter();
    writer.write(node, 0, Map.of());
    return writer.out.toString();
  }

  private void write(XNode node, int depth, Map<String, String> scope) {
    Formats.checkLength(out.length());
    if (node.isCdata()) {
      out.append("<![CDATA[").append(node.text.replace("]]>", "]]]]><![CDATA[>")).append("]]>");
    } else if (node.kind == Kind.TEXT) {
      escape(node.text, false);
    } else if (node.kind == Kind.DOCUMENT) {
      node.children.forEach(c -> write(c, depth, scope));
    } else {
      element(node, depth, scope);
    }
  }

  private void element(XNode node, int depth, Map<String, String> outer) {
    Map<String, String> scope = scope(node, outer);
    boolean declare = undeclared(node, scope);
    if (declare) {
      scope.put("", node.namespace());
    }
    String name = qualified(node.name, scope, true);
    out.append('<').append(name);
    if (declare) {
      out.append(" xmlns=\"").append(node.namespace()).append('"');
    }
    node.attributes.forEach(
        (k, v) -> {
          out.append(' ').append(qualified(k, scope, false)).append("=\"");
          escape(v, true);
          out.append('"');
        });
    if (node.children.isEmpty()) {
      out.append(" />");
      return;
    }
    out.append('>');
    children(node, depth, scope);
    out.append("</").append(name).append('>');
  }

  /** The prefixes that are declared inside an element. */
  private static Map<String, String> scope(XNode node, Map<String, String> outer) {
    Map<String, String> scope = new HashMap<>(outer);
    node.attributes.forEach(
        (k, v) -> {
          if (k.equals("xmlns") || k.startsWith("xmlns:")) {
            scope.put(k.equals("xmlns") ? "" : k.substring(6), v);
          }
        });
    return scope;
  }

  /** A namespace that nobody has declared, or none inside a default one. */
  private static boolean undeclared(XNode node, Map<String, String> scope) {
    boolean plain = node.namespace().isEmpty() && node.name.indexOf(':') < 0;
    return plain
        ? !scope.getOrDefault("", "").isEmpty()
        : !node.namespace().isEmpty() && prefix(node.namespace(), scope, true) == null;
  }

  private void children(XNode node, int depth, Map<String, String> scope) {
    boolean indent =
        node.children.stream().allMatch(c -> c.kind == Kind.ELEMENT || c.text.isBlank())
            && node.children.stream().anyMatch(c -> c.kind == Kind.ELEMENT);
    for (XNode child : node.children) {
      if (indent && child.kind != Kind.ELEMENT) {
        continue;
      }
      if (indent) {
        out.append('\n').append("  ".repeat(depth + 1));
      }
      write(child, depth + 1, scope);
    }
    if (indent) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private static String prefix(String namespace, Map<String, String> scope, boolean element) {
    for (Map.Entry<String, String> entry : scope.entrySet()) {
      if (entry.getValue().equals(namespace) && (element || !entry.getKey().isEmpty())) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static String qualified(String name, Map<String, String> scope, boolean element) {
    if (!name.startsWith("{")) {
      return name;
    }
    String prefix = prefix(name.substring(1, name.indexOf('}')), scope, element);
    String local = name.substring(name.indexOf('}') + 1);
    return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
  }

  private void escape(String text, boolean attribute) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append(attribute ? "&quot;" : "\"");
        default -> out.append(c);
      }
    }
  }
}
