package dev.apim.policy.expression.runtime;

import static dev.apim.policy.expression.runtime.XmlLibrary.x;

import dev.apim.policy.expression.runtime.XNode.Kind;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import java.util.ArrayList;
import java.util.List;

/** Nodes of XML and their neighbours: what stands before and after, and putting things there. */
final class XmlPlaces {

  private XmlPlaces() {}

  static void declare(Library.Builder library) {
    library
        .add(
            "void XContainer.AddFirst(params object[] content)",
            (c, content) -> insert(x(c), 0, content))
        .add(
            "void XNode.AddAfterSelf(params object[] content)",
            (node, content) -> insert(parent(node), index(node) + 1, content))
        .add(
            "void XNode.AddBeforeSelf(params object[] content)",
            (node, content) -> insert(parent(node), index(node), content))
        .add("void XNode.ReplaceWith(params object[] content)", XmlPlaces::replace)
        .add(
            "void XContainer.RemoveNodes()",
            c -> {
              x(c).children.clear();
              return null;
            });
    neighbours(library);
  }

  private static void neighbours(Library.Builder library) {
    library
        .add("XNode XNode.NextNode", node -> neighbour(node, 1))
        .add("XNode XNode.PreviousNode", node -> neighbour(node, -1))
        .add("XNode XContainer.LastNode", c -> last(x(c).children))
        .add("IEnumerable<XElement> XNode.Ancestors()", node -> ancestors(x(node)))
        .with(
            "IEnumerable<XElement> XElement.DescendantsAndSelf()",
            (e, a) -> {
              List<Object> all = new ArrayList<>(List.of(a[0]));
              all.addAll(x(a[0]).descendants(e, null));
              return all;
            })
        .add("IEnumerable<XElement> XNode.ElementsAfterSelf()", XmlPlaces::after);
  }

  private static XNode parent(Object node) {
    if (x(node).parent == null) {
      throw new Fault("InvalidOperationException", "The parent is missing.");
    }
    return x(node).parent;
  }

  private static int index(Object node) {
    return parent(node).children.indexOf(node);
  }

  private static Object insert(XNode into, int at, Object content) {
    List<XNode> rest = new ArrayList<>(into.children.subList(at, into.children.size()));
    into.children.subList(at, into.children.size()).clear();
    XmlLibrary.filled(into, (Object[]) content);
    into.children.addAll(rest);
    return null;
  }

  private static Object replace(Object node, Object content) {
    XNode parent = parent(node);
    int at = index(node);
    parent.children.remove(at);
    x(node).parent = null;
    return insert(parent, at, content);
  }

  private static Object neighbour(Object node, int step) {
    if (x(node).parent == null) {
      return null;
    }
    int at = index(node) + step;
    List<XNode> all = x(node).parent.children;
    return at < 0 || at >= all.size() ? null : all.get(at);
  }

  private static XNode last(List<XNode> nodes) {
    return nodes.isEmpty() ? null : nodes.get(nodes.size() - 1);
  }

  private static List<Object> ancestors(XNode node) {
    List<Object> all = new ArrayList<>();
    for (XNode at = node.parent; at != null && at.kind == Kind.ELEMENT; at = at.parent) {
      all.add(at);
    }
    return all;
  }

  private static List<Object> after(Object node) {
    if (x(node).parent == null) {
      return new ArrayList<>();
    }
    List<XNode> all = x(node).parent.children;
    return new ArrayList<>(
        all.subList(index(node) + 1, all.size()).stream()
            .filter(n -> n.kind == Kind.ELEMENT)
            .toList());
  }
}
