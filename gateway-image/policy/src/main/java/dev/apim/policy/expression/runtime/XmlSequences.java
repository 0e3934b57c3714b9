package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;
import static dev.apim.policy.expression.runtime.XmlLibrary.x;

import dev.apim.policy.expression.runtime.XmlLibrary.Attribute;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Many elements at once, declarations, and text that is kept as it is. */
final class XmlSequences {

  private XmlSequences() {}

  /** What stands before a document. */
  record Declaration(String version, String encoding, String standalone) {
    @Override
    public String toString() {
      return "<?xml version=\""
          + version
          + "\""
          + (encoding == null ? "" : " encoding=\"" + encoding + "\"")
          + (standalone == null ? "" : " standalone=\"" + standalone + "\"")
          + "?>";
    }
  }

  static void declare(Library.Builder library) {
    library
        .type("class XDeclaration", Declaration.class)
        .add(
            "new XDeclaration(string, string, string)",
            (v, e, s) -> new Declaration(text(v), text(e), text(s)))
        .add("string XDeclaration.ToString()", Object::toString)
        .add("XDeclaration XDocument.Declaration", d -> x(d).declaration)
        .type("class XCData : XText", v -> v instanceof XNode node && node.isCdata())
        .add("new XCData(string)", s -> XNode.cdata(text(s)))
        .add("static XNamespace XNamespace.Xmlns", () -> new XmlLibrary.Namespace(XNode.XMLNS))
        .add("XDocument XObject.Document", v -> document(v))
        .add(
            "XAttribute XElement.FirstAttribute",
            e -> XmlLibrary.attributes(x(e)).stream().findFirst().orElse(null))
        .add(
            "void XElement.ReplaceNodes(params object[] content)",
            (e, c) -> {
              x(e).children.clear();
              XmlLibrary.filled(x(e), (Object[]) c);
              return null;
            })
        .add(
            "static bool XNode.DeepEquals(XNode, XNode)",
            (a, b) -> a == b || a != null && b != null && a.toString().equals(b.toString()));
    sequences(library);
    values(library);
  }

  private static Object document(Object value) {
    XNode node = value instanceof Attribute attribute ? attribute.owner() : x(value);
    while (node != null && node.kind != XNode.Kind.DOCUMENT) {
      node = node.parent;
    }
    return node;
  }

  private static void sequences(Library.Builder library) {
    library
        .add(
            "IEnumerable<XElement> IEnumerable<XElement>.Elements()",
            s -> each(s, node -> node.elements(null)))
        .add(
            "IEnumerable<XElement> IEnumerable<XElement>.Elements(XName)",
            (s, n) -> each(s, node -> node.elements(n.toString())))
        .add(
            "IEnumerable<XElement> IEnumerable<XElement>.Descendants(XName)",
            (s, n) -> each(s, node -> node.descendants(n.toString())));
    attributes(library);
  }

  private static void attributes(Library.Builder library) {
    library
        .add(
            "IEnumerable<XAttribute> IEnumerable<XElement>.Attributes(XName)",
            (s, n) ->
                each(
                    s,
                    node ->
                        XmlLibrary.attributes(node).stream()
                            .filter(a -> ((Attribute) a).name().equals(n.toString()))
                            .toList()))
        .add(
            "void IEnumerable<XElement>.Remove()",
            s -> {
              for (Object node : new ArrayList<>(CollectionLibrary.copy(s))) {
                if (x(node).parent != null) {
                  x(node).parent.children.remove(node);
                }
              }
              return null;
            });
  }

  private static List<Object> each(Object sequence, Function<XNode, List<?>> parts) {
    List<Object> all = new ArrayList<>();
    for (Object node : Sequences.of(sequence)) {
      all.addAll(parts.apply(x(node)));
    }
    return all;
  }

  private static void values(Library.Builder library) {
    for (String type : List.of("int", "long", "double", "decimal")) {
      library
          .add(
              "explicit " + type + "?(XElement)",
              e -> e == null ? null : NumberLibrary.parse(x(e).value(), type))
          .add(
              "explicit " + type + "?(XAttribute)",
              a -> a == null ? null : NumberLibrary.parse(((Attribute) a).value(), type));
      if (!type.equals("int")) {
        library
            .add("explicit " + type + "(XElement)", e -> NumberLibrary.parse(x(e).value(), type))
            .add(
                "explicit " + type + "(XAttribute)",
                a -> NumberLibrary.parse(((Attribute) a).value(), type));
      }
    }
    library.add(
        "explicit bool?(XElement)", e -> e == null ? null : NumberLibrary.bool(x(e).value()));
  }
}
