package dev.apim.policy.program;

import dev.apim.policy.document.Attribute;
import dev.apim.policy.document.DocumentException;
import dev.apim.policy.document.DocumentReader;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Problem;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.liquid.LiquidException;
import dev.apim.policy.liquid.Template;
import dev.apim.policy.step.LiquidBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Says everything that is wrong with a document: structure, names, places, values, expressions. */
public final class DocumentChecker {

  private static final List<String> SECTIONS =
      List.of("inbound", "backend", "outbound", "on-error");

  private static final String SECRET_DOES_NOT_FIT =
      "the secret that a named value puts in here does not fit";

  private final Expressions expressions;
  private final NamedValues namedValues;
  private final Set<String> fragments;
  private final NamedCertificates certificates;

  /**
   * A checker for documents of one instance.
   *
   * @param fragments names of the fragments there are; null where they are not known
   */
  public DocumentChecker(Expressions expressions, NamedValues namedValues, Set<String> fragments) {
    this.expressions = expressions;
    this.namedValues = namedValues;
    this.fragments = fragments == null ? null : Set.copyOf(fragments);
    this.certificates = new NamedCertificates(namedValues);
  }

  /** The problems of a document in the order of their discovery; none: it can be run. */
  public List<Problem> check(String name, String text) {
    try {
      Element root = DocumentReader.read(name, text);
      Run run = new Run();
      run.root(root);
      return run.problems;
    } catch (DocumentException e) {
      return List.of(e.problem());
    }
  }

  /** One document. */
  private final class Run {
    private final List<Problem> problems = new ArrayList<>();

    void root(Element root) {
      switch (root.name()) {
        case "policies" -> document(root);
        case "fragment" -> policies(root, "");
        default ->
            problems.add(
                root.problem(
                    "the root must be <policies> or <fragment>, not <" + root.name() + ">"));
      }
    }

    private void document(Element root) {
      Map<String, Element> seen = new HashMap<>();
      root.attributes().forEach(a -> problems.add(root.problem(a, "<policies> has no attributes")));
      for (Element section : root.children()) {
        if (!SECTIONS.contains(section.name())) {
          problems.add(
              section.problem(
                  "<"
                      + section.name()
                      + "> is no section: there are inbound, backend, outbound and on-error"));
        } else if (seen.putIfAbsent(section.name(), section) != null) {
          problems.add(section.problem("section <" + section.name() + "> is there twice"));
        } else {
          policies(section, section.name());
        }
      }
    }

    /** Policies inside an element; {@code section} empty is a fragment, which fits anywhere. */
    private void policies(Element parent, String section) {
      for (Element element : parent.children()) {
        Optional<PolicySchema> schema = PolicyCatalogue.find(element.name());
        if (schema.isEmpty()) {
          problems.add(element.problem("policy '" + element.name() + "' is not supported"));
        } else {
          allowed(element, schema.get(), section);
          element(element, schema.get(), section);
        }
      }
    }

    private void allowed(Element element, PolicySchema schema, String section) {
      if (!section.isEmpty() && !schema.sections().contains(section)) {
        problems.add(
            element.problem(
                "policy '"
                    + element.name()
                    + "' is not allowed in <"
                    + section
                    + ">, only in "
                    + String.join(", ", schema.sections().stream().sorted().toList())));
      }
    }

    private void element(Element element, PolicySchema schema, String section) {
      element.attributes().forEach(a -> attribute(element, schema, a));
      for (AttributeSchema attribute : schema.attributes().values()) {
        if (attribute.required() && element.attribute(attribute.name()).isEmpty()) {
          problems.add(
              element.problem(
                  "<" + element.name() + "> needs attribute '" + attribute.name() + "'"));
        }
      }
      for (PolicySchema.Rule rule : schema.rules()) {
        refuse(element, rule);
      }
      refuse(element, certificates::refuse);
      if (element.name().equals("include-fragment")) {
        fragment(element);
      }
      children(element, schema, section);
      text(element, schema);
    }

    private void refuse(Element element, PolicySchema.Rule rule) {
      rule.refuse(element)
          .ifPresent(why -> problems.add(element.problem("<" + element.name() + "> " + why)));
    }

    private void fragment(Element element) {
      Optional<Attribute> id = element.attribute("fragment-id");
      if (fragments != null
          && id.isPresent()
          && !id.get().value().isExpression()
          && !fragments.contains(id.get().value().text())) {
        problems.add(
            element.problem(id.get(), "fragment '" + id.get().value().text() + "' does not exist"));
      }
    }

    private void children(Element element, PolicySchema schema, String section) {
      if (schema.holdsPolicies()) {
        policies(element, section);
        return;
      }
      Map<String, Integer> counts = new HashMap<>();
      for (Element child : element.children()) {
        PolicySchema.ChildSchema known = schema.children().get(child.name());
        if (known == null) {
          problems.add(
              child.problem(
                  "<" + child.name() + "> is not supported inside <" + element.name() + ">"));
          continue;
        }
        if (counts.merge(child.name(), 1, Integer::sum) == known.most() + 1) {
          problems.add(child.problem("<" + child.name() + "> may stand only once here"));
        }
        element(child, known.schema(), section);
      }
      schema
          .children()
          .forEach(
              (name, child) -> {
                if (counts.getOrDefault(name, 0) < child.least()) {
                  problems.add(element.problem("<" + element.name() + "> needs <" + name + ">"));
                }
              });
    }

    private void attribute(Element element, PolicySchema schema, Attribute attribute) {
      Optional<AttributeSchema> known = schema.attribute(attribute.name());
      if (known.isEmpty()) {
        problems.add(
            element.problem(
                attribute,
                "attribute '"
                    + attribute.name()
                    + "' of <"
                    + element.name()
                    + "> is not supported"));
        return;
      }
      String path = element.path() + "/@" + attribute.name();
      Slice value = value(attribute.value(), path);
      Consumer<Problem> found = found(attribute.value());
      if (value.isExpression() && !known.get().expressions()) {
        problems.add(
            element.problem(
                attribute,
                "attribute '"
                    + attribute.name()
                    + "' takes no expression: it must be known before there is a request"));
      } else if (value.isExpression()) {
        expressions.compile(value, path, known.get().kind().type(), found);
      } else if (!NamedValues.isOpen(value.text())) {
        literal(element, attribute, known.get(), value.text(), found);
      }
    }

    /**
     * Takes what is wrong with a text; where a secret is in it, not the words, which may show it.
     */
    private Consumer<Problem> found(Slice written) {
      return namedValues.isSecret(written.text())
          ? problem -> problems.add(problem.withMessage(SECRET_DOES_NOT_FIT))
          : problems::add;
    }

    private void literal(
        Element element,
        Attribute attribute,
        AttributeSchema schema,
        String value,
        Consumer<Problem> found) {
      Optional<String> refusal = schema.kind().refuse(value);
      if (refusal.isPresent()) {
        found.accept(
            element.problem(attribute, "attribute '" + attribute.name() + "' " + refusal.get()));
      } else if (!schema.choices().isEmpty() && !schema.choices().contains(value)) {
        found.accept(
            element.problem(
                attribute,
                "'"
                    + value
                    + "' is not supported as '"
                    + attribute.name()
                    + "': there is "
                    + String.join(", ", schema.choices())));
      }
    }

    private Slice value(Slice text, String path) {
      return namedValues.apply(
          text,
          name -> problems.add(text.problem(0, path, "named value '" + name + "' does not exist")));
    }

    private void template(Element element) {
      try {
        Template.compile(element.text().text());
      } catch (LiquidException e) {
        problems.add(
            element.text().problem(e.offset(), element.path(), "the template: " + e.getMessage()));
      }
    }

    private void text(Element element, PolicySchema schema) {
      if (LiquidBody.isFor(element)) {
        template(element);
        return;
      }
      Slice text = value(element.text(), element.path());
      if (text.text().isBlank()) {
        return;
      }
      if (schema.text() == null) {
        problems.add(
            text.strip().problem(0, element.path(), "<" + element.name() + "> takes no text"));
      } else if (text.isExpression()) {
        expressions.compile(text, element.path(), schema.text().type(), found(element.text()));
      } else if (!NamedValues.isOpen(text.text())) {
        schema
            .text()
            .refuse(text.text())
            .ifPresent(
                refusal ->
                    found(element.text())
                        .accept(
                            text.strip()
                                .problem(
                                    0, element.path(), "<" + element.name() + "> " + refusal)));
      }
    }
  }
}
