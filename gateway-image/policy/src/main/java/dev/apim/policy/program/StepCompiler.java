package dev.apim.policy.program;

import dev.apim.policy.document.Attribute;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.program.SectionRun.Compiled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Compiles checked policies, each by its name; what needs the gateway becomes a call of it. */
final class StepCompiler {

  /** What {@code <base/>} and {@code <include-fragment>} stand for at a place. */
  record Surroundings(Supplier<List<Compiled>> base, Map<String, Element> fragments) {}

  private final Expressions expressions;
  private final NamedValues namedValues;
  private final MessageSteps messages = new MessageSteps(this);
  private boolean readsRequestBody;
  private boolean readsResponseBody;

  StepCompiler(Expressions expressions, NamedValues namedValues) {
    this.expressions = expressions;
    this.namedValues = namedValues;
  }

  boolean readsRequestBody() {
    return readsRequestBody;
  }

  boolean readsResponseBody() {
    return readsResponseBody;
  }

  void needsBodies() {
    readsRequestBody = true;
    readsResponseBody = true;
  }

  List<Compiled> policies(List<Element> elements, Surroundings around) {
    List<Compiled> compiled = new ArrayList<>();
    for (Element element : elements) {
      switch (element.name()) {
        case "base" -> compiled.addAll(around.base.get());
        case "include-fragment" -> {
          String id = element.attribute("fragment-id").orElseThrow().value().text();
          compiled.addAll(policies(around.fragments.get(id).children(), around));
        }
        default ->
            compiled.add(new Compiled(element.name(), element.path(), step(element, around)));
      }
    }
    return List.copyOf(compiled);
  }

  private Step step(Element element, Surroundings around) {
    if (element.name().equals("choose")) {
      return choose(element, around);
    }
    Step message = messages.step(element);
    return message != null ? message : call(element);
  }

  private record Branch(Text condition, List<Compiled> steps) {}

  private Step choose(Element element, Surroundings around) {
    List<Branch> branches = new ArrayList<>();
    for (Element child : element.children()) {
      Text condition = child.name().equals("when") ? text(child, "condition").orElseThrow() : null;
      branches.add(new Branch(condition, policies(child.children(), around)));
    }
    return run -> {
      for (Branch branch : branches) {
        if (branch.condition == null || branch.condition.test(run.exchange())) {
          run.enter(branch.steps);
          break;
        }
      }
      return Step.After.NEXT;
    };
  }

  /** What the backend section does where nobody says otherwise. */
  Compiled forwardRequest() {
    GatewayCall call = new GatewayCall("forward-request", "policies/backend", Map.of(), List.of());
    return new Compiled("forward-request", call.path(), run -> run.await(call));
  }

  private record NestedText(String name, int depth, Map<String, Text> attributes, Text text) {}

  private Step call(Element element) {
    Map<String, Text> attributes = attributes(element);
    List<NestedText> nested = new ArrayList<>();
    collect(element, 0, nested);
    String name = element.name();
    String path = element.path();
    return run -> {
      List<GatewayCall.Nested> values = new ArrayList<>();
      for (NestedText part : nested) {
        Object text = part.text == null ? null : part.text.value(run.exchange());
        values.add(
            new GatewayCall.Nested(part.name, part.depth, values(part.attributes, run), text));
      }
      return run.await(new GatewayCall(name, path, values(attributes, run), values));
    };
  }

  private static Map<String, Object> values(Map<String, Text> texts, SectionRun run) {
    Map<String, Object> values = new LinkedHashMap<>();
    texts.forEach((k, v) -> values.put(k, v.value(run.exchange())));
    return values;
  }

  private void collect(Element element, int depth, List<NestedText> into) {
    for (Element child : element.children()) {
      Text text = child.text().text().isBlank() ? null : text(child.text(), child.path());
      into.add(new NestedText(child.name(), depth, attributes(child), text));
      collect(child, depth + 1, into);
    }
  }

  private Map<String, Text> attributes(Element element) {
    Map<String, Text> attributes = new LinkedHashMap<>();
    for (Attribute attribute : element.attributes()) {
      attributes.put(attribute.name(), text(attribute.value(), element.path()));
    }
    return attributes;
  }

  Optional<Text> text(Element element, String attribute) {
    return element.attribute(attribute).map(a -> text(a.value(), element.path()));
  }

  /** The element's text as a value. */
  Text content(Element element) {
    return text(element.text(), element.path());
  }

  /** A value that was checked before, so that nothing is left to complain about. */
  private Text text(Slice written, String path) {
    Slice value = namedValues.apply(written, name -> {});
    if (!value.isExpression()) {
      return new Text(value.text(), null);
    }
    Text text =
        new Text(null, expressions.compile(value, path, Type.OBJECT, p -> {}).orElseThrow());
    readsRequestBody |= text.readsRequestBody();
    readsResponseBody |= text.readsResponseBody();
    return text;
  }
}
