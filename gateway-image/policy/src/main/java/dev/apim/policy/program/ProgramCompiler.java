package dev.apim.policy.program;

import dev.apim.policy.document.DocumentException;
import dev.apim.policy.document.DocumentReader;
import dev.apim.policy.document.Element;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.step.Compiled;
import dev.apim.policy.step.Needs;
import dev.apim.policy.step.StepCompiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes a program of the documents of an operation's scopes: {@code <base/>} in a section is what
 * the scope around says there; fragments are put where they are included.
 */
public final class ProgramCompiler {

  private static final List<String> SECTIONS =
      List.of("inbound", "backend", "outbound", "on-error");

  private final Expressions expressions;
  private final NamedValues namedValues;

  /** A document; {@code name} is what messages about it show. */
  public record Scope(Level level, String name, String document) {}

  /** A program, or the problems for which there is none. */
  public record Result(Optional<Program> program, List<Problem> problems) {}

  private final DocumentChecker checker;
  private final FragmentLibrary fragments;

  /** A compiler for one set of fragments, each of which is read when it is first included. */
  public ProgramCompiler(
      Expressions expressions, NamedValues namedValues, Map<String, String> fragments) {
    this.expressions = expressions;
    this.namedValues = namedValues;
    this.checker = new DocumentChecker(expressions, namedValues, fragments.keySet());
    this.fragments = new FragmentLibrary(checker, fragments);
  }

  /** Compiles the scopes of one operation, outermost first, as many as there are. */
  public Result compile(List<Scope> scopes) {
    List<Problem> problems = new ArrayList<>();
    scopes.forEach(s -> problems.addAll(checker.check(s.name(), s.document())));
    if (!problems.isEmpty()) {
      return new Result(Optional.empty(), problems);
    }
    List<Scoped> roots =
        scopes.stream().map(s -> new Scoped(s.level(), read(s.name(), s.document()))).toList();
    FragmentLibrary.Included included = fragments.include(roots.stream().map(Scoped::root));
    if (!included.problems().isEmpty()) {
      return new Result(Optional.empty(), included.problems());
    }
    StepCompiler steps =
        new StepCompiler(
            expressions,
            text -> namedValues.apply(text, name -> {}),
            new NamedCertificates(namedValues));
    Map<String, List<Compiled>> sections = new HashMap<>();
    for (String section : SECTIONS) {
      sections.put(section, section(roots, roots.size() - 1, section, steps, included.elements()));
    }
    Set<String> names = new TreeSet<>(included.namedValues());
    scopes.forEach(s -> names.addAll(NamedValues.references(s.document())));
    names.addAll(steps.needs().namedValues());
    names.removeIf(name -> !namedValues.has(name));
    Needs needs = steps.needs().with(names, included.elements().keySet());
    return new Result(Optional.of(new Program(sections, needs)), List.of());
  }

  /** What is wrong with a document by itself, and with the fragments that it includes. */
  public List<Problem> check(String name, String document) {
    List<Problem> problems = checker.check(name, document);
    if (!problems.isEmpty()) {
      return problems;
    }
    Element root = read(name, document);
    return root.name().equals("fragment")
        ? List.of()
        : fragments.include(Stream.of(root)).problems();
  }

  /** What is wrong with a fragment and with those that it includes. */
  public List<Problem> checkFragment(String id) {
    return fragments.check(id);
  }

  /** Names that a document refers to, whether or not there are such values. */
  public static Set<String> namedValues(String document) {
    Set<String> names = new TreeSet<>(NamedValues.references(document));
    names.addAll(NamedCertificates.ids(document));
    return names;
  }

  /** Ids of the fragments that a document includes, whether or not there are such fragments. */
  public static Set<String> includes(String document) {
    return FragmentLibrary.includes(document);
  }

  private record Scoped(Level level, Element root) {}

  /** Reads what was checked before. */
  static Element read(String name, String text) {
    try {
      return DocumentReader.read(name, text);
    } catch (DocumentException e) {
      throw new IllegalStateException("checked before: " + e.problem(), e);
    }
  }

  /** The policies of a section at a scope; an absent section is {@code <base/>} alone. */
  private List<Compiled> section(
      List<Scoped> roots,
      int scope,
      String section,
      StepCompiler steps,
      Map<String, Element> included) {
    if (scope < 0) {
      return section.equals("backend") ? List.of(steps.forwardRequest()) : List.of();
    }
    Optional<Element> own = roots.get(scope).root().child(section);
    if (own.isEmpty()) {
      return section(roots, scope - 1, section, steps, included);
    }
    StepCompiler.Surroundings around =
        new StepCompiler.Surroundings(
            section,
            roots.get(scope).level().scope(),
            () -> section(roots, scope - 1, section, steps, included),
            included);
    return steps.policies(own.get().children(), around);
  }
}
