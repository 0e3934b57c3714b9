package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.Values.text;

import dev.apim.policy.expression.runtime.XNode.Kind;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Sequences;
import java.util.ArrayList;
import java.util.List;

/** LINQ to XML: XElement, XDocument, XAttribute, XName, XNamespace. */
final class XmlLibrary {

  private XmlLibrary() {}

  /** An attribute of an element. */
  record Attribute(XNode owner, String name, String value) {
    @Override
    public String toString() {
      return name + "=\"" + value + "\"";
    }
  }

  /** A namespace, which names are added to. */
  record Namespace(String uri) {
    @Override
    public String toString() {
      return uri;
    }
  }

  /** A name with its namespace. */
  record Name(String expanded) {
    @Override
    public String toString() {
      return expanded;
    }
  }

  static XNode x(Object value) {
    return (XNode) value;
  }

  private static String n(Object value) {
    return value.toString();
  }

  static void declare(Library.Builder library) {
    library
        .enumeration("SaveOptions", "None", "DisableFormatting")
        .type("class XObject", v -> v instanceof XNode || v instanceof Attribute)
        .type("class XNode : XObject", XNode.class)
        .type("class XContainer : XNode", v -> v instanceof XNode node && node.kind != Kind.TEXT)
        .type(
            "class XElement : XContainer",
            v -> v instanceof XNode node && node.kind == Kind.ELEMENT)
        .type(
            "class XDocument : XContainer",
            v -> v instanceof XNode node && node.kind == Kind.DOCUMENT)
        .type("class XText : XNode", v -> v instanceof XNode node && node.kind == Kind.TEXT);
    names(library);
    reading(library);
    making(library);
    changing(library);
    removing(library);
    XmlPlaces.declare(library);
    XmlSequences.declare(library);
    values(library);
  }

  private static void names(Library.Builder library) {
    library
        .type("class XAttribute : XObject", Attribute.class)
        .type("class XName", Name.class)
        .type("class XNamespace", Namespace.class)
        .add("implicit XName(string)", s -> new Name(text(s)))
        .add("implicit XNamespace(string)", s -> new Namespace(text(s)))
        .add(
            "operator XName +(XNamespace, string)",
            (a, s) -> new Name(XNode.expanded(a.toString(), text(s))))
        .add("static XNamespace XNamespace.Get(string)", s -> new Namespace(text(s)))
        .add("static XNamespace XNamespace.None", () -> new Namespace(""))
        .add("static XName XName.Get(string)", s -> new Name(text(s)))
        .add(
            "static XName XName.Get(string, string)",
            (l, u) -> new Name(XNode.expanded(text(u), text(l))))
        .add("string XName.LocalName", v -> n(v).substring(n(v).indexOf('}') + 1))
        .add(
            "string XName.NamespaceName",
            v -> n(v).startsWith("{") ? n(v).substring(1, n(v).indexOf('}')) : "")
        .add(
            "XNamespace XName.Namespace",
            v -> new Namespace(n(v).startsWith("{") ? n(v).substring(1, n(v).indexOf('}')) : ""))
        .add("string XName.ToString()", Object::toString)
        .add("string XNamespace.NamespaceName", Object::toString)
        .add("operator bool ==(XName, XName)", java.util.Objects::equals)
        .add("operator bool !=(XName, XName)", (a, b) -> !java.util.Objects.equals(a, b));
  }

  private static List<Object> list(List<XNode> nodes) {
    return new ArrayList<>(nodes);
  }

  private static XNode first(List<XNode> nodes) {
    return nodes.isEmpty() ? null : nodes.get(0);
  }

  private static Attribute attribute(XNode node, String name) {
    String value = node.attributes.get(name);
    return value == null ? null : new Attribute(node, name, value);
  }

  static List<Object> attributes(XNode node) {
    List<Object> all = new ArrayList<>();
    node.attributes.forEach((k, v) -> all.add(new Attribute(node, k, v)));
    return all;
  }

  private static void reading(Library.Builder library) {
    library
        .with("static XElement XElement.Parse(string)", (e, a) -> XNode.parse(e, a[0]).root())
        .with("static XDocument XDocument.Parse(string)", (e, a) -> XNode.parse(e, a[0]))
        .add("XElement XDocument.Root", d -> x(d).root())
        .add("XElement XContainer.Element(XName)", (c, v) -> first(x(c).elements(n(v))))
        .add("IEnumerable<XElement> XContainer.Elements()", c -> list(x(c).elements(null)))
        .add(
            "IEnumerable<XElement> XContainer.Elements(XName)", (c, v) -> list(x(c).elements(n(v))))
        .with(
            "IEnumerable<XElement> XContainer.Descendants()",
            (e, a) -> list(x(a[0]).descendants(e, null)))
        .with(
            "IEnumerable<XElement> XContainer.Descendants(XName)",
            (e, a) -> list(x(a[0]).descendants(e, n(a[1]))))
        .add("IEnumerable<XNode> XContainer.Nodes()", c -> list(x(c).children))
        .add("XNode XContainer.FirstNode", c -> first(x(c).children));
    elementParts(library);
  }

  private static void elementParts(Library.Builder library) {
    library
        .add("XElement XObject.Parent", c -> c instanceof Attribute a ? a.owner() : x(c).parent)
        .add("XAttribute XElement.Attribute(XName)", (e, v) -> attribute(x(e), n(v)))
        .add("IEnumerable<XAttribute> XElement.Attributes()", e -> attributes(x(e)))
        .add("XName XElement.Name", e -> new Name(x(e).name))
        .add(
            "set XName XElement.Name",
            (e, v) -> {
              x(e).name = n(v);
              return v;
            })
        .add("bool XElement.HasElements", e -> !x(e).elements(null).isEmpty())
        .add("bool XElement.HasAttributes", e -> !x(e).attributes.isEmpty())
        .add("bool XElement.IsEmpty", e -> x(e).children.isEmpty())
        .add("string XElement.Value", e -> x(e).value())
        .add("string XText.Value", e -> x(e).value())
        .add("string XAttribute.Value", a -> ((Attribute) a).value())
        .add("XName XAttribute.Name", a -> new Name(((Attribute) a).name()))
        .add("string XNode.ToString()", Object::toString)
        .add(
            "string XNode.ToString(SaveOptions)",
            (e, o) -> e.toString().replaceAll(">\\n\\s*<", "><"));
  }

  private static void making(Library.Builder library) {
    library
        .add(
            "new XElement(XName, params object[] content)",
            (v, c) -> filled(XNode.element(n(v)), (Object[]) c))
        .add("new XElement(XElement)", e -> XNode.parse(e.toString()).root())
        .add("new XDocument(params object[] content)", c -> filled(XNode.document(), (Object[]) c))
        .add(
            "new XAttribute(XName, object)",
            (v, o) -> new Attribute(null, declared(n(v)), Formats.text(o)))
        .add("new XText(string)", s -> XNode.text(text(s)));
  }

  /** The declaration of a prefix is written as one. */
  private static String declared(String name) {
    String names = "{" + XNode.XMLNS + "}";
    return name.startsWith(names) ? "xmlns:" + name.substring(names.length()) : name;
  }

  private static void changing(Library.Builder library) {
    library
        .add(
            "void XContainer.Add(params object[] content)",
            (e, c) -> filled(x(e), (Object[]) c) == null ? null : null)
        .add(
            "void XElement.SetAttributeValue(XName, object)",
            (e, v, o) -> {
              if (o == null) {
                x(e).attributes.remove(n(v));
              } else {
                x(e).attributes.put(n(v), Formats.text(o));
              }
              return null;
            });
    contents(library);
  }

  private static void contents(Library.Builder library) {
    library
        .add(
            "void XElement.SetElementValue(XName, object)",
            (e, v, o) -> {
              XNode child = first(x(e).elements(n(v)));
              if (child == null) {
                child = XNode.element(n(v));
                x(e).add(child);
              }
              child.children.clear();
              child.add(XNode.text(Formats.text(o)));
              return null;
            })
        .add(
            "void XElement.SetValue(object)",
            (e, o) -> {
              x(e).children.clear();
              x(e).add(XNode.text(Formats.text(o)));
              return null;
            })
        .add(
            "set string XElement.Value",
            (e, o) -> {
              x(e).children.clear();
              x(e).add(XNode.text(Formats.text(o)));
              return o;
            });
  }

  private static void removing(Library.Builder library) {
    library
        .add(
            "void XNode.Remove()",
            e -> {
              if (x(e).parent != null) {
                x(e).parent.children.remove(e);
              }
              return null;
            })
        .add(
            "void XAttribute.Remove()",
            a -> {
              ((Attribute) a).owner().attributes.remove(((Attribute) a).name());
              return null;
            })
        .add(
            "void XElement.RemoveAttributes()",
            e -> {
              x(e).attributes.clear();
              return null;
            });
  }

  static XNode filled(XNode node, Object[] content) {
    for (Object item : content) {
      if (item instanceof XNode child) {
        node.add(child.parent == null ? child : copy(child));
      } else if (item instanceof XmlSequences.Declaration declaration) {
        node.declaration = declaration;
      } else if (item instanceof Attribute attribute) {
        node.attributes.put(attribute.name(), attribute.value());
      } else if (item instanceof Iterable || item instanceof Object[]) {
        Sequences.of(item).forEach(v -> filled(node, new Object[] {v}));
      } else if (item != null) {
        node.add(XNode.text(Formats.text(item)));
      }
    }
    return node;
  }

  private static XNode copy(XNode node) {
    return node.kind == Kind.TEXT ? node.copyOfText() : XNode.parse(node.toString()).root();
  }

  private static void values(Library.Builder library) {
    library
        .add("explicit string(XElement)", e -> e == null ? null : x(e).value())
        .add("explicit string(XAttribute)", a -> a == null ? null : ((Attribute) a).value())
        .add("explicit int(XElement)", e -> NumberLibrary.parse(x(e).value(), "int"))
        .add("explicit int(XAttribute)", a -> NumberLibrary.parse(((Attribute) a).value(), "int"))
        .add("explicit bool(XElement)", e -> NumberLibrary.bool(x(e).value()))
        .add(
            "static string JsonConvert.SerializeXNode(XNode)",
            e -> Json.write(JsonXml.toJson(x(e)), false))
        .add(
            "static string JsonConvert.SerializeXNode(XNode, Formatting)",
            (e, f) -> Json.write(JsonXml.toJson(x(e)), Values.ordinal(f) == 1))
        .add(
            "static XDocument JsonConvert.DeserializeXNode(string)",
            s -> JsonXml.toXml(Json.parse(text(s)), null))
        .add(
            "static XDocument JsonConvert.DeserializeXNode(string, string)",
            (s, r) -> JsonXml.toXml(Json.parse(text(s)), text(r)));
  }
}
