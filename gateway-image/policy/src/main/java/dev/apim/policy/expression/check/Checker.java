package dev.apim.policy.expression.check;

import dev.apim.policy.expression.parse.Stmt;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Type;
import java.util.List;
import java.util.Set;

/** Checks parsed expressions against a library. */
public final class Checker {

  private final Library library;

  public Checker(Library library) {
    this.library = library;
  }

  /** Checks a body that must return {@code expected}; object takes everything. */
  public Checked check(Stmt.Block body, Type expected) {
    Session session = new Session(library);
    Scope scope = new Scope(new Scope.Returns(expected));
    try {
      BoundStatement checked = session.statements.block(body, scope);
      return new Checked(checked, session.findings.all(), scope.slots().count(), session.members);
    } catch (Findings.TooComplexException e) {
      return failed(e.offset(), e.getMessage());
    } catch (StackOverflowError e) {
      return failed(body.offset(), "the expression is nested too deeply");
    }
  }

  private static Checked failed(int offset, String message) {
    return new Checked(null, List.of(new Finding(offset, message)), 0, Set.of());
  }
}
