package dev.apim.policy.step;

import dev.apim.policy.document.Element;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.Expression;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.host.ClientCertificate;
import dev.apim.policy.host.ForwardOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Compiles checked policies, each by its name, and learns what the program needs. */
public final class StepCompiler {

  /**
   * The place of policies.
   *
   * @param base what {@code <base/>} stands for there
   * @param fragments what can be included, by name
   */
  public record Surroundings(
      String section, String scope, Supplier<List<Compiled>> base, Map<String, Element> fragments) {

    boolean onResponse() {
      return section.equals("outbound") || section.equals("on-error");
    }

    private Surroundings inFragment() {
      return new Surroundings(section, "fragment", base, fragments);
    }
  }

  /** Policies of one kind; null where a policy is none of them. */
  interface Group {
    Step step(Element element, Surroundings around);
  }

  private final Expressions expressions;
  private final UnaryOperator<Slice> namedValues;
  private final List<Group> groups;
  private final Set<String> backends = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Certificates certificates;
  private boolean readsRequestBody;
  private boolean readsResponseBody;

  /**
   * A compiler for one program.
   *
   * @param namedValues puts named values into a text
   * @param certificates those that policies may name
   */
  public StepCompiler(
      Expressions expressions, UnaryOperator<Slice> namedValues, Certificates certificates) {
    this.certificates = certificates;
    this.expressions = expressions;
    this.namedValues = namedValues;
    groups =
        List.of(
            new ControlSteps(this),
            new MessageSteps(this),
            new BodySteps(this),
            new CallSteps(this),
            new AccessSteps(this),
            new LimitSteps(this),
            new CacheSteps(this),
            new ReportSteps(this));
  }

  /** What the policies compiled so far need. */
  public Needs needs() {
    return new Needs(readsRequestBody, readsResponseBody, backends, used, Set.of());
  }

  void needsRequestBody() {
    readsRequestBody = true;
  }

  void needsResponseBody() {
    readsResponseBody = true;
  }

  /** The body that body policies mean there must be in memory. */
  void needsBody(Surroundings around) {
    readsRequestBody |= !around.onResponse();
    readsResponseBody |= around.onResponse();
  }

  void needsBackend(Text id) {
    if (id.isLiteral()) {
      backends.add(id.literal());
    }
  }

  ClientCertificate certificate(String id) {
    return used(certificates.byId(id).orElseThrow());
  }

  ClientCertificate certificateOf(String thumbprint) {
    return used(certificates.byThumbprint(thumbprint).orElseThrow());
  }

  private ClientCertificate used(ClientCertificate certificate) {
    used.add(certificate.name());
    return certificate;
  }

  /** Policies in their order, with bases and fragments in their places. */
  public List<Compiled> policies(List<Element> elements, Surroundings around) {
    List<Compiled> compiled = new ArrayList<>();
    for (Element element : elements) {
      switch (element.name()) {
        case "base" -> compiled.addAll(around.base().get());
        case "include-fragment" -> {
          String id = literal(element, "fragment-id");
          compiled.addAll(policies(around.fragments().get(id).children(), around.inFragment()));
        }
        default -> compiled.add(compiled(element, around));
      }
    }
    return List.copyOf(compiled);
  }

  private Compiled compiled(Element element, Surroundings around) {
    String id = element.attribute("id").map(a -> a.value().text()).orElse(null);
    for (Group group : groups) {
      Step step = group.step(element, around);
      if (step != null) {
        return new Compiled(element.name(), element.path(), around.scope(), id, step);
      }
    }
    throw new IllegalStateException("no step for checked policy " + element.name());
  }

  /** What the backend section does where nobody says otherwise. */
  public Compiled forwardRequest() {
    Step step = CallSteps.forward(track -> ForwardOptions.DEFAULTS, null);
    return new Compiled("forward-request", "", "global", null, step);
  }

  String literal(Element element, String attribute) {
    return required(element, attribute).literal();
  }

  Text required(Element element, String attribute) {
    return text(element, attribute).orElseThrow();
  }

  /** An option, or what holds without it. */
  Text option(Element element, String attribute, String absent) {
    return text(element, attribute).orElse(Text.of(absent));
  }

  /** An option, null where it is absent. */
  Text nullable(Element element, String attribute) {
    return text(element, attribute).orElse(null);
  }

  Optional<Text> text(Element element, String attribute) {
    return element.attribute(attribute).map(a -> text(a.value(), element.path()));
  }

  /** The element's text as a value. */
  Text content(Element element) {
    return text(element.text(), element.path());
  }

  /** What a set-body sets: its text, or what its template makes. */
  NewBody body(Element element, Surroundings around) {
    if (LiquidBody.isFor(element)) {
      LiquidBody body = LiquidBody.of(element);
      if (body.readsBody()) {
        needsBody(around);
      }
      return body;
    }
    Text content = content(element);
    return track -> content.bytes(track.exchange());
  }

  /** The texts of all children of a name. */
  List<Text> contents(Element element, String child) {
    return element.children().stream()
        .filter(c -> c.name().equals(child))
        .map(this::content)
        .toList();
  }

  /** A value that was checked before, so that nothing is left to complain about. */
  private Text text(Slice written, String path) {
    Slice value = namedValues.apply(written);
    if (!value.isExpression()) {
      return Text.of(value.text());
    }
    Expression expression = expressions.compile(value, path, Type.OBJECT, p -> {}).orElseThrow();
    readsRequestBody |= expression.readsRequestBody();
    readsResponseBody |= expression.readsResponseBody();
    return new Text(null, expression);
  }
}
