package dev.apim.compiler;

import dev.apim.api.config.PolicyEntry;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.policy.document.Problem;
import dev.apim.policy.expression.Expressions;
import dev.apim.policy.program.Level;
import dev.apim.policy.program.NamedValues;
import dev.apim.policy.program.Program;
import dev.apim.policy.program.ProgramCompiler;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says whether a gateway will run a policy document, by the same code that the gateway compiles it
 * with.
 */
final class DocumentJudge {

  private static final int MOST_PROBLEMS = 5;

  /** Made when the first document is checked: it takes a while, and many instances have none. */
  private static final class Shared {
    static final Expressions EXPRESSIONS = new Expressions();
  }

  /**
   * What is said of a document.
   *
   * @param backends names of the Backends that it names
   */
  record Judged(Verdict verdict, List<String> backends) {

    static Judged bad(Reason reason, String message) {
      return new Judged(Verdict.bad(reason, message), List.of());
    }
  }

  /**
   * Judges a document; what is active is served, so it need not be compiled again.
   *
   * @param active the same Policy in the active snapshot; null where there is none
   */
  Judged judge(PolicyEntry wanted, PolicyEntry active) {
    if (active != null && active.source().equals(wanted.source())) {
      return new Judged(Verdict.good(), active.backends());
    }
    ProgramCompiler.Result result =
        new ProgramCompiler(Shared.EXPRESSIONS, NamedValues.of(Map.of()), Map.of())
            .compile(
                List.of(
                    new ProgramCompiler.Scope(level(wanted), "spec.document", wanted.document())));
    return result
        .program()
        .map(DocumentJudge::program)
        .orElseGet(() -> Judged.bad(Reason.InvalidPolicy, text(result.problems())));
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

  private static Judged program(Program program) {
    if (!program.needs().certificates().isEmpty()) {
      return Judged.bad(
          Reason.NotSupportedYet,
          "spec.document: certificates are not carried by this version, and it names "
              + String.join(", ", program.needs().certificates().stream().sorted().toList()));
    }
    return new Judged(Verdict.good(), program.needs().backends().stream().sorted().toList());
  }

  private static String text(List<Problem> problems) {
    String more =
        problems.size() > MOST_PROBLEMS
            ? "; and " + (problems.size() - MOST_PROBLEMS) + " more"
            : "";
    return problems.stream()
            .limit(MOST_PROBLEMS)
            .map(Problem::toString)
            .collect(Collectors.joining("; "))
        + more;
  }
}
