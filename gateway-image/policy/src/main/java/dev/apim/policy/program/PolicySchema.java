package dev.apim.policy.program;

import dev.apim.policy.document.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one element may say.
 *
 * @param sections sections in which a policy may stand
 * @param children elements of its own by name
 * @param holdsPolicies whether policies stand inside
 * @param text kind of its text, null where it has none
 * @param rules what else must hold
 */
record PolicySchema(
    String name,
    Set<String> sections,
    Map<String, AttributeSchema> attributes,
    Map<String, ChildSchema> children,
    boolean holdsPolicies,
    ValueKind text,
    List<Rule> rules) {

  /** What holds between the parts of an element: says what is wrong with it, if anything is. */
  interface Rule {
    Optional<String> refuse(Element element);
  }

  /** A child element and how often it may stand. */
  record ChildSchema(PolicySchema schema, int least, int most) {}

  Optional<AttributeSchema> attribute(String wanted) {
    return Optional.ofNullable(attributes.get(wanted));
  }

  static Builder of(String name) {
    return new Builder(name);
  }

  /** Declares one element. */
  static final class Builder {
    static final Set<String> EVERYWHERE = Set.of("inbound", "backend", "outbound", "on-error");

    private final String name;
    private Set<String> sections = EVERYWHERE;
    private final Map<String, AttributeSchema> attributes = new LinkedHashMap<>();
    private final Map<String, ChildSchema> children = new LinkedHashMap<>();
    private boolean holdsPolicies;
    private ValueKind text;
    private final List<Rule> rules = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    Builder in(String... allowed) {
      sections = Set.of(allowed);
      return this;
    }

    /** Optional attributes that take text or an expression. */
    Builder optional(String... names) {
      return attributes(false, ValueKind.TEXT, names);
    }

    /** Optional attributes that must be known before there is a request. */
    Builder literals(String... names) {
      for (String attribute : names) {
        attributes.put(
            attribute, new AttributeSchema(attribute, false, false, ValueKind.TEXT, List.of()));
      }
      return this;
    }

    Builder requiredLiteral(String attribute) {
      attributes.put(
          attribute, new AttributeSchema(attribute, true, false, ValueKind.TEXT, List.of()));
      return this;
    }

    Builder required(String... names) {
      return attributes(true, ValueKind.TEXT, names);
    }

    Builder numbers(String... names) {
      return attributes(false, ValueKind.NUMBER, names);
    }

    Builder requiredNumbers(String... names) {
      return attributes(true, ValueKind.NUMBER, names);
    }

    Builder flags(String... names) {
      return attributes(false, ValueKind.BOOL, names);
    }

    Builder requiredFlags(String... names) {
      return attributes(true, ValueKind.BOOL, names);
    }

    private Builder attributes(boolean required, ValueKind kind, String... names) {
      for (String attribute : names) {
        attributes.put(attribute, new AttributeSchema(attribute, required, true, kind, List.of()));
      }
      return this;
    }

    /** An optional attribute that is one of these words. */
    Builder choice(String attribute, String... words) {
      attributes.put(
          attribute, new AttributeSchema(attribute, false, true, ValueKind.TEXT, List.of(words)));
      return this;
    }

    /** The same, known before there is a request. */
    Builder literalChoice(String attribute, String... words) {
      attributes.put(
          attribute, new AttributeSchema(attribute, false, false, ValueKind.TEXT, List.of(words)));
      return this;
    }

    Builder requiredChoice(String attribute, String... words) {
      attributes.put(
          attribute, new AttributeSchema(attribute, true, true, ValueKind.TEXT, List.of(words)));
      return this;
    }

    /** Optional attributes of a kind of their own. */
    Builder kind(ValueKind kind, String... names) {
      return attributes(false, kind, names);
    }

    Builder requiredKind(ValueKind kind, String... names) {
      return attributes(true, kind, names);
    }

    /** One of these must be there; they are declared besides. */
    Builder oneOf(String... names) {
      List<String> wanted = List.of(names);
      return rule(
          element ->
              wanted.stream().anyMatch(a -> element.attribute(a).isPresent())
                  ? Optional.empty()
                  : Optional.of("needs one of the attributes " + String.join(", ", wanted)));
    }

    Builder rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    Builder child(int least, int most, Builder child) {
      PolicySchema schema = child.build();
      children.put(schema.name, new ChildSchema(schema, least, most));
      return this;
    }

    Builder any(Builder child) {
      return child(0, Integer.MAX_VALUE, child);
    }

    Builder maybe(Builder child) {
      return child(0, 1, child);
    }

    Builder policies() {
      holdsPolicies = true;
      return this;
    }

    Builder text(ValueKind kind) {
      text = kind;
      return this;
    }

    PolicySchema build() {
      return new PolicySchema(
          name,
          sections,
          Map.copyOf(attributes),
          Map.copyOf(children),
          holdsPolicies,
          text,
          List.copyOf(rules));
    }
  }
}
