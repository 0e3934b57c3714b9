package dev.apim.policy.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what was read into the tree: decodes entities and writes the policy paths. In a document
 * with raw C# an entity inside a string with raw quotes is what the string says; in a well-formed
 * document it is a character.
 */
final class TreeBuilder {

  private final Source source;
  private final boolean raw;

  TreeBuilder(Source source, boolean raw) {
    this.source = source;
    this.raw = raw;
  }

  Element build(RawElement root) {
    return build(root, root.name);
  }

  private Element build(RawElement element, String path) {
    List<Attribute> attributes = new ArrayList<>();
    for (RawAttribute attribute : element.attributes) {
      Slice.Builder value = new Slice.Builder(source, attribute.value().start());
      decode(attribute.value(), value);
      attributes.add(
          new Attribute(attribute.name(), value.build(), source.position(attribute.start())));
    }
    Slice.Builder text = new Slice.Builder(source, element.contentStart);
    element.texts.forEach(t -> decode(t, text));
    return new Element(
        element.name,
        path,
        source.position(element.start),
        attributes,
        children(element, path),
        text.build());
  }

  private List<Element> children(RawElement element, String path) {
    Map<String, Integer> totals = new HashMap<>();
    element.children.forEach(c -> totals.merge(c.name, 1, Integer::sum));
    Map<String, Integer> seen = new HashMap<>();
    List<Element> children = new ArrayList<>();
    for (RawElement child : element.children) {
      int number = seen.merge(child.name, 1, Integer::sum);
      String index = totals.get(child.name) > 1 ? "[" + number + "]" : "";
      children.add(build(child, path + "/" + child.name + index));
    }
    return children;
  }

  private void decode(RawText part, Slice.Builder into) {
    String text = source.text();
    int i = part.start();
    while (i < part.end()) {
      int length = part.kind() == TextKind.CDATA ? 0 : Entities.length(text, i, part.end());
      boolean kept = raw && part.insideStrings() != null && part.insideStrings().get(i);
      if (length == 0 || kept) {
        into.append(text.charAt(i), i);
        i++;
      } else {
        for (char c : Character.toChars(Entities.codePoint(text, i, length))) {
          into.append(c, i);
        }
        i += length;
      }
    }
  }
}
