package dev.apim.policy.program;

import dev.apim.policy.document.DocumentException;
import dev.apim.policy.document.DocumentReader;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.step.Compiled;
import dev.apim.policy.step.StepCompiler;
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

  /** A document; {@code name} is what messages about it show. */
  public record Scope(Level level, String name, String document) {}

  /** A program, or the problems for which there is none. */
  public record Result(Optional<Program> program, List<Problem> problems) {}

  private final DocumentChecker checker;
  private final List<Problem> fragmentProblems = new ArrayList<>();
  private final Map<String, Element> included;

  /** Checks the fragments, once for all documents that may include them. */
  public ProgramCompiler(
      Expressions expressions, NamedValues namedValues, Map<String, String> fragments) {
    this.expressions = expressions;
    this.namedValues = namedValues;
    this.checker = new DocumentChecker(expressions, namedValues, fragments.keySet());
    this.included = Map.copyOf(readFragments(fragments));
  }

  /** Compiles the scopes of one operation, outermost first, as many as there are. */
  public Result compile(List<Scope> scopes) {
    List<Problem> problems = new ArrayList<>(fragmentProblems);
    scopes.forEach(s -> problems.addAll(checker.check(s.name(), s.document())));
    if (!problems.isEmpty()) {
      return new Result(Optional.empty(), problems);
    }
    List<Scoped> roots =
        scopes.stream().map(s -> new Scoped(s.level(), read(s.name(), s.document()))).toList();
    StepCompiler steps = new StepCompiler(expressions, text -> namedValues.apply(text, name -> {}));
    Map<String, List<Compiled>> sections = new HashMap<>();
    for (String section : SECTIONS) {
      sections.put(section, section(roots, roots.size() - 1, section, steps));
    }
    return new Result(Optional.of(new Program(sections, steps.needs())), List.of());
  }

  private record Scoped(Level level, Element root) {}

  private Map<String, Element> readFragments(Map<String, String> fragments) {
    Map<String, Element> read = new HashMap<>();
    fragments.forEach(
        (name, text) -> {
          List<Problem> wrong = checker.check(name, text);
          fragmentProblems.addAll(wrong);
          if (wrong.isEmpty()) {
            read.put(name, read(name, text));
          }
        });
    read.values().forEach(root -> cycles(root, read, new HashSet<>(), fragmentProblems));
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

  /** Reads what was checked before. */
  private static Element read(String name, String text) {
    try {
      return DocumentReader.read(name, text);
    } catch (DocumentException e) {
      throw new IllegalStateException("checked before: " + e.problem(), e);
    }
  }

  /** The policies of a section at a scope; an absent section is {@code <base/>} alone. */
  private List<Compiled> section(
      List<Scoped> roots, int scope, String section, StepCompiler steps) {
    if (scope < 0) {
      return section.equals("backend") ? List.of(steps.forwardRequest()) : List.of();
    }
    Optional<Element> own = roots.get(scope).root().child(section);
    if (own.isEmpty()) {
      return section(roots, scope - 1, section, steps);
    }
    StepCompiler.Surroundings around =
        new StepCompiler.Surroundings(
            section,
            roots.get(scope).level().scope(),
            () -> section(roots, scope - 1, section, steps),
            included);
    return steps.policies(own.get().children(), around);
  }
}
