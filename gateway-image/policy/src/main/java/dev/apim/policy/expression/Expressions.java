package dev.apim.policy.expression;

import dev.apim.policy.document.Problem;
import dev.apim.policy.document.Slice;
import dev.apim.policy.expression.check.Checked;
import dev.apim.policy.expression.check.Checker;
import dev.apim.policy.expression.check.Finding;
import dev.apim.policy.expression.parse.Stmt;
import dev.apim.policy.expression.parse.Syntax;
import dev.apim.policy.expression.parse.SyntaxException;
import dev.apim.policy.expression.plan.Planner;
import dev.apim.policy.expression.runtime.StandardLibrary;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Compiles expressions: parse, check, plan. */
public final class Expressions {

  private final Checker checker;
  private final Planner planner;

  public Expressions() {
    this(StandardLibrary.get());
  }

  Expressions(Library library) {
    checker = new Checker(library);
    planner = new Planner(library);
  }

  /**
   * Compiles what stands in a document.
   *
   * @param path policy path for messages
   * @param expected type that it must have; {@link Type#OBJECT} takes all
   * @param problems gets everything that is wrong; nothing is thrown
   */
  public Optional<Expression> compile(
      Slice text, String path, Type expected, Consumer<Problem> problems) {
    Slice source = text.strip();
    try {
      Stmt.Block body = Syntax.parse(source.text());
      Checked checked = checker.check(body, expected);
      List<Finding> findings = checked.findings();
      findings.forEach(f -> problems.accept(source.problem(f.offset(), path, f.message())));
      return findings.isEmpty()
          ? Optional.of(new Expression(planner.plan(checked), checked.members()))
          : Optional.empty();
    } catch (SyntaxException e) {
      problems.accept(source.problem(e.offset(), path, e.getMessage()));
    } catch (StackOverflowError e) {
      problems.accept(source.problem(0, path, "the expression is nested too deeply"));
    }
    return Optional.empty();
  }
}
