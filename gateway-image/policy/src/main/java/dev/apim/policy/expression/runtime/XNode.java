package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A node of XML: element, text or document. Names are as expanded ones are written, {@code
 * {namespace}local}. No document types are read, so no entities can be declared.
 */
public final class XNode {

  /** The namespace of declarations of prefixes. */
  static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  private static final int DEEPEST = 128;

  final Kind kind;
  String name;
  String text;
  XNode parent;
  XmlSequences.Declaration declaration;
  private boolean cdata;
  final Map<String, String> attributes = new LinkedHashMap<>();
  final List<XNode> children = new ArrayList<>();

  /** What a node is. */
  enum Kind {
    DOCUMENT,
    ELEMENT,
    TEXT
  }

  private XNode(Kind kind, String name, String text) {
    this.kind = kind;
    this.name = name;
    this.text = text;
  }

  static XNode element(String name) {
    return new XNode(Kind.ELEMENT, name, null);
  }

  static XNode text(String text) {
    return new XNode(Kind.TEXT, null, text);
  }

  /** Text that is written without escapes. */
  static XNode cdata(String text) {
    XNode node = text(text);
    node.cdata = true;
    return node;
  }

  boolean isCdata() {
    return cdata;
  }

  XNode copyOfText() {
    return cdata ? cdata(text) : text(text);
  }

  static XNode document() {
    return new XNode(Kind.DOCUMENT, null, null);
  }

  XNode add(XNode child) {
    child.parent = this;
    children.add(child);
    return this;
  }

  List<XNode> elements(String wanted) {
    return children.stream()
        .filter(c -> c.kind == Kind.ELEMENT && (wanted == null || c.name.equals(wanted)))
        .toList();
  }

  /** All elements below, as they stand in the document, at the expense of an evaluation. */
  List<XNode> descendants(Evaluation evaluation, String wanted) {
    List<XNode> found = new ArrayList<>();
    Deque<XNode> open = new ArrayDeque<>();
    push(open, evaluation);
    while (!open.isEmpty()) {
      XNode next = open.pop();
      if (wanted == null || next.name.equals(wanted)) {
        found.add(next);
      }
      next.push(open, evaluation);
    }
    return found;
  }

  private void push(Deque<XNode> open, Evaluation evaluation) {
    evaluation.spend(children.size());
    for (int i = children.size() - 1; i >= 0; i--) {
      if (children.get(i).kind == Kind.ELEMENT) {
        open.push(children.get(i));
      }
    }
  }

  String value() {
    if (kind == Kind.TEXT) {
      return text;
    }
    StringBuilder value = new StringBuilder();
    children.forEach(c -> value.append(c.value()));
    return value.toString();
  }

  XNode root() {
    return kind == Kind.DOCUMENT ? elements(null).stream().findFirst().orElse(null) : this;
  }

  String localName() {
    return name.substring(name.indexOf('}') + 1);
  }

  String namespace() {
    return name.startsWith("{") ? name.substring(1, name.indexOf('}')) : "";
  }

  /** Parses a document at the expense of an evaluation: dearer than looking at it. */
  static XNode parse(Evaluation evaluation, Object xml) {
    evaluation.spend(xml == null ? 0 : ((String) xml).length() / 8);
    return parse((String) xml);
  }

  /** Parses a document. */
  static XNode parse(String xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    if (xml == null) {
      throw new Fault("ArgumentNullException", "Value cannot be null. (Parameter 'text')");
    }
    try {
      return read(factory.createXMLStreamReader(new StringReader(xml.strip())));
    } catch (XMLStreamException e) {
      throw new Fault("XmlException", String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }

  private static XNode read(XMLStreamReader reader) throws XMLStreamException {
    XNode current = document();
    int depth = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (++depth > DEEPEST) {
          throw new Fault("XmlException", "The document is nested too deeply.");
        }
        XNode element = start(reader);
        current.add(element);
        current = element;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        current = current.parent;
      } else if ((event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)
          && current.kind == Kind.ELEMENT) {
        current.add(text(reader.getText()));
      } else if (event == XMLStreamConstants.DTD) {
        throw new Fault("XmlException", "For security reasons DTD is prohibited in this document.");
      }
    }
    return current;
  }

  private static XNode start(XMLStreamReader reader) {
    XNode element = element(expanded(reader.getNamespaceURI(), reader.getLocalName()));
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      String prefix = reader.getNamespacePrefix(i);
      element.attributes.put(
          prefix == null ? "xmlns" : "xmlns:" + prefix,
          reader.getNamespaceURI(i) == null ? "" : reader.getNamespaceURI(i));
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      element.attributes.put(
          expanded(reader.getAttributeNamespace(i), reader.getAttributeLocalName(i)),
          reader.getAttributeValue(i));
    }
    return element;
  }

  static String expanded(String namespace, String local) {
    return namespace == null || namespace.isEmpty() ? local : "{" + namespace + "}" + local;
  }

  @Override
  public String toString() {
    return XmlWriter.write(this);
  }
}
