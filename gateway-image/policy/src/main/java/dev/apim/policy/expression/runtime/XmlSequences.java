package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;
import static dev.apim.policy.expression.runtime.XmlLibrary.x;

import dev.apim.policy.expression.runtime.XmlLibrary.Attribute;
import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Sequences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        .with(
            "IEnumerable<XElement> IEnumerable<XElement>.Elements()",
            (e, a) -> each(e, a[0], node -> node.elements(null)))
        .with(
            "IEnumerable<XElement> IEnumerable<XElement>.Elements(XName)",
            (e, a) -> each(e, a[0], node -> node.elements(a[1].toString())))
        .with(
            "IEnumerable<XElement> IEnumerable<XElement>.Descendants(XName)",
            (e, a) -> each(e, a[0], node -> node.descendants(e, a[1].toString())))
        .with(
            "IEnumerable<XAttribute> IEnumerable<XElement>.Attributes(XName)",
            (e, a) -> each(e, a[0], node -> attributes(node, a[1].toString())))
        .with("void IEnumerable<XElement>.Remove()", (e, a) -> remove(e, a[0]));
  }

  private static List<Object> attributes(XNode node, String name) {
    return XmlLibrary.attributes(node).stream()
        .filter(a -> ((Attribute) a).name().equals(name))
        .toList();
  }

  /** Looks at each parent once, however many of its children go. */
  private static Object remove(Evaluation evaluation, Object sequence) {
    Map<XNode, Set<XNode>> gone = new HashMap<>();
    for (Object node : Sequences.of(sequence)) {
      evaluation.spend(1);
      if (x(node).parent != null) {
        gone.computeIfAbsent(x(node).parent, parent -> new HashSet<>()).add(x(node));
      }
    }
    gone.forEach(
        (parent, nodes) -> {
          evaluation.spend(parent.children.size());
          parent.children.removeIf(nodes::contains);
        });
    return null;
  }

  /** The parts of all nodes, paid for as they are looked for and as they are kept. */
  private static List<Object> each(
      Evaluation evaluation, Object sequence, Function<XNode, List<?>> parts) {
    List<Object> all = new ArrayList<>();
    for (Object node : Sequences.of(sequence)) {
      evaluation.spend(1 + x(node).children.size() + x(node).attributes.size());
      List<?> found = parts.apply(x(node));
      evaluation.spend(found.size());
      all.addAll(found);
      CollectionLibrary.checked(all);
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
