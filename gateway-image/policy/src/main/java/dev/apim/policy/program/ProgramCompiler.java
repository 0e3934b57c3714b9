package dev.apim.policy.program;

import dev.apim.policy.document.DocumentException;
import dev.apim.policy.document.DocumentReader;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.program.SectionRun.Compiled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a program of the documents of an operation's scopes: {@code <base/>} in a section is what
 * the scope around says there; fragments are put where they are included.
 */
public final class ProgramCompiler {

  private static final int DEEPEST_INCLUSION = 10;
  private static final List<String> SECTIONS =
      List.of("inbound", "backend", "outbound", "on-error");

  private final Expressions expressions;
  private final NamedValues namedValues;
  private final Map<String, String> fragments;

  /** A document by name, outermost scope first in a list of them. */
  public record Scope(String name, String document) {}

  /** A program, or the problems for which there is none. */
  public record Result(Optional<Program> program, List<Problem> problems) {}

  public ProgramCompiler(
      Expressions expressions, NamedValues namedValues, Map<String, String> fragments) {
    this.expressions = expressions;
    this.namedValues = namedValues;
    this.fragments = Map.copyOf(fragments);
  }

  /** Compiles the scopes global, product, API, operation, as many as there are, in this order. */
  public Result compile(List<Scope> scopes) {
    List<Problem> problems = new ArrayList<>();
    DocumentChecker checker = new DocumentChecker(expressions, namedValues, fragments.keySet());
    scopes.forEach(s -> problems.addAll(checker.check(s.name(), s.document())));
    Map<String, Element> included = readFragments(checker, problems);
    if (!problems.isEmpty()) {
      return new Result(Optional.empty(), problems);
    }
    List<Element> roots = scopes.stream().map(s -> read(s.name(), s.document(), problems)).toList();
    StepCompiler steps = new StepCompiler(expressions, namedValues);
    Map<String, List<Compiled>> sections = new HashMap<>();
    for (String section : SECTIONS) {
      sections.put(section, section(roots, roots.size() - 1, section, steps, included));
    }
    return new Result(
        Optional.of(new Program(sections, steps.readsRequestBody(), steps.readsResponseBody())),
        List.of());
  }

  private Map<String, Element> readFragments(DocumentChecker checker, List<Problem> problems) {
    Map<String, Element> read = new HashMap<>();
    fragments.forEach(
        (name, text) -> {
          List<Problem> wrong = checker.check(name, text);
          problems.addAll(wrong);
          if (wrong.isEmpty()) {
            read.put(name, read(name, text, problems));
          }
        });
    read.values().forEach(root -> cycles(root, read, new HashSet<>(), problems));
    return read;
  }

  private static void cycles(
      Element element, Map<String, Element> all, Set<String> above, List<Problem> problems) {
    for (Element child : element.children()) {
      String id = child.attribute("fragment-id").map(a -> a.value().text()).orElse("");
      if (child.name().equals("include-fragment") && all.containsKey(id)) {
        if (above.size() >= DEEPEST_INCLUSION || !above.add(id)) {
          problems.add(child.problem("fragment '" + id + "' includes itself"));
          return;
        }
        cycles(all.get(id), all, above, problems);
        above.remove(id);
      } else {
        cycles(child, all, above, problems);
      }
    }
  }

  private static Element read(String name, String text, List<Problem> problems) {
    try {
      return DocumentReader.read(name, text);
    } catch (DocumentException e) {
      problems.add(e.problem());
      return null;
    }
  }

  /** The policies of a section at a scope; an absent section is {@code <base/>} alone. */
  private List<Compiled> section(
      List<Element> roots,
      int scope,
      String section,
      StepCompiler steps,
      Map<String, Element> included) {
    if (scope < 0) {
      return section.equals("backend") ? List.of(steps.forwardRequest()) : List.of();
    }
    Optional<Element> own = roots.get(scope).child(section);
    StepCompiler.Surroundings around =
        new StepCompiler.Surroundings(
            () -> section(roots, scope - 1, section, steps, included), included);
    return own.isEmpty()
        ? section(roots, scope - 1, section, steps, included)
        : steps.policies(own.get().children(), around);
  }
}
