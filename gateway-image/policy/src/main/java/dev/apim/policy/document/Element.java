package dev.apim.policy.document;

import java.util.List;
import java.util.Optional;

/**
 * One element of a document.
 *
 * @param text everything between the tags that is neither element nor comment
 * @param path policy path; siblings of one name are numbered from 1
 */
public record Element(
    String name,
    String path,
    Position position,
    List<Attribute> attributes,
    List<Element> children,
    Slice text) {

  public Element {
    attributes = List.copyOf(attributes);
    children = List.copyOf(children);
  }

  public Optional<Attribute> attribute(String wanted) {
    return attributes.stream().filter(a -> a.name().equals(wanted)).findFirst();
  }

  public Optional<Element> child(String wanted) {
    return children.stream().filter(c -> c.name().equals(wanted)).findFirst();
  }

  /** A complaint about this element as a whole. */
  public Problem problem(String message) {
    return new Problem(text.source().name(), position, path, message);
  }

  /** A complaint about one attribute, at the attribute's own place. */
  public Problem problem(Attribute attribute, String message) {
    return new Problem(
        text.source().name(), attribute.position(), path + "/@" + attribute.name(), message);
  }
}
