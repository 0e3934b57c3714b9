package dev.apim.compiler;

import dev.apim.api.config.PolicyEntry;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.program.Level;
import dev.apim.policy.program.NamedValues;
import dev.apim.policy.program.Program;
import dev.apim.policy.program.ProgramCompiler;
import dev.apim.policy.step.Needs;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says whether a gateway will run a policy document with some named values and fragments, by the
 * same code that the gateway compiles it with.
 */
final class DocumentJudge {

  private static final int MOST_PROBLEMS = 5;
  private static final int MOST_NAMES = 20;
  private static final String DOCUMENT = "spec.document";

  private final Map<String, String> namedValues;
  private final Set<String> secrets;
  private final Map<String, String> fragments;
  private ProgramCompiler compiler;

  /** Made when the first document is checked: it takes a while, and many instances have none. */
  private static final class Shared {
    static final Expressions EXPRESSIONS = new Expressions();
  }

  /**
   * A judge.
   *
   * @param secrets ids of the named values that no message may show
   */
  DocumentJudge(
      Map<String, String> namedValues, Set<String> secrets, Map<String, String> fragments) {
    this.namedValues = namedValues;
    this.secrets = secrets;
    this.fragments = fragments;
  }

  /**
   * What is said of a document.
   *
   * @param needs what it needs; empty where it cannot be run
   */
  record Judged(Verdict verdict, Optional<Needs> needs) {

    static Judged bad(Reason reason, String message) {
      return new Judged(Verdict.bad(reason, message), Optional.empty());
    }
  }

  /** The named values by their ids; some are secrets. */
  Map<String, String> namedValues() {
    return namedValues;
  }

  /** Judges a policy document. */
  Judged policy(PolicyEntry wanted) {
    ProgramCompiler.Result result =
        compiler()
            .compile(
                List.of(new ProgramCompiler.Scope(level(wanted), DOCUMENT, wanted.document())));
    return result
        .program()
        .map(DocumentJudge::program)
        .orElseGet(
            () -> Judged.bad(Reason.InvalidPolicy, text(result.problems(), wanted.document())));
  }

  private static Level level(PolicyEntry policy) {
    if (policy.product() != null) {
      return Level.PRODUCT;
    }
    if (policy.operation() != null) {
      return Level.OPERATION;
    }
    return policy.api() == null ? Level.GLOBAL : Level.API;
  }

  /** Judges a fragment, one of those that were given. */
  Verdict fragment(String id, String text) {
    List<Problem> problems =
        compiler().checkFragment(id).stream()
            .map(problem -> problem.document().equals(id) ? problem.in(DOCUMENT) : problem)
            .toList();
    return problems.isEmpty()
        ? Verdict.good()
        : Verdict.bad(Reason.InvalidPolicy, text(problems, text));
  }

  private ProgramCompiler compiler() {
    if (compiler == null) {
      compiler =
          new ProgramCompiler(Shared.EXPRESSIONS, NamedValues.of(namedValues, secrets), fragments);
    }
    return compiler;
  }

  private static Judged program(Program program) {
    return new Judged(Verdict.good(), Optional.of(program.needs()));
  }

  private String text(List<Problem> problems, String document) {
    String more =
        problems.size() > MOST_PROBLEMS
            ? "; and " + (problems.size() - MOST_PROBLEMS) + " more"
            : "";
    return problems.stream()
            .limit(MOST_PROBLEMS)
            .map(Problem::toString)
            .collect(Collectors.joining("; "))
        + more
        + remedy("NamedValue", ProgramCompiler.namedValues(document), namedValues.keySet())
        + remedy("PolicyFragment", ProgramCompiler.includes(document), fragments.keySet());
  }

  static String remedy(String kind, Set<String> named, Collection<String> there) {
    Set<String> missing = new TreeSet<>(named);
    missing.removeAll(there);
    if (missing.isEmpty()) {
      return "";
    }
    String known =
        there.isEmpty()
            ? "there is none"
            : "there are: " + String.join(", ", there.stream().sorted().limit(MOST_NAMES).toList());
    return "; make a " + kind + " for " + String.join(", ", missing) + ", or correct it; " + known;
  }
}
