package dev.apim.policy.expression.check;

import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.parse.Stmt;
import dev.apim.policy.expression.type.Type;
import dev.apim.policy.expression.type.TypeDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Statements to their checked form. */
final class StatementChecker {

  private static final Type EXCEPTION = Type.of("Exception");

  private final Session session;

  StatementChecker(Session session) {
    this.session = session;
  }

  BoundStatement.Block block(Stmt.Block block, Scope outer) {
    return statements(block.statements(), outer.child());
  }

  /** Local functions first: they may be called before they stand. */
  private BoundStatement.Block statements(List<Stmt> written, Scope scope) {
    List<BoundStatement> checked = new ArrayList<>();
    for (Stmt statement : written) {
      if (statement instanceof Stmt.Function function) {
        scope.declare(function.name(), functionType(function));
      }
    }
    for (Stmt statement : written) {
      checked.add(check(statement, scope));
    }
    List<BoundStatement> ordered = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      if (written.get(i) instanceof Stmt.Function) {
        ordered.add(checked.get(i));
      }
    }
    for (int i = 0; i < written.size(); i++) {
      if (!(written.get(i) instanceof Stmt.Function)) {
        ordered.add(checked.get(i));
      }
    }
    return new BoundStatement.Block(ordered);
  }

  private Type functionType(Stmt.Function function) {
    List<Type> parameters =
        function.parameters().stream()
            .map(p -> p.type() == null ? Type.DYNAMIC : session.types.resolve(p.type()))
            .toList();
    return LambdaChecker.functionType(parameters, session.types.resolve(function.result()));
  }

  BoundStatement check(Stmt statement, Scope scope) {
    session.findings.step(statement.offset());
    if (statement instanceof Stmt.Block block) {
      return block(block, scope);
    } else if (statement instanceof Stmt.Evaluate evaluate) {
      return new BoundStatement.Evaluate(session.expressions.check(evaluate.value(), scope, null));
    } else if (statement instanceof Stmt.Declare declare) {
      return declare(declare, scope);
    } else if (statement instanceof Stmt.Return result) {
      return result(result, scope);
    } else if (statement instanceof Stmt.If choice) {
      return conditional(choice, scope);
    } else if (statement instanceof Stmt.Function function) {
      return function(function, scope);
    } else if (statement instanceof Stmt.Throw thrown) {
      return new BoundStatement.Throw(
          thrown.value() == null ? null : session.expressions.check(thrown.value(), scope, null));
    } else if (statement instanceof Stmt.Try attempt) {
      return attempt(attempt, scope);
    }
    return loop(statement, scope);
  }

  private BoundStatement loop(Stmt statement, Scope scope) {
    if (statement instanceof Stmt.ForEach loop) {
      return forEach(loop, scope);
    } else if (statement instanceof Stmt.For loop) {
      return counting(loop, scope);
    } else if (statement instanceof Stmt.While loop) {
      Bound condition = condition(loop.condition(), scope);
      return new BoundStatement.Loop(
          condition, check(loop.body(), scope.child()), List.of(), loop.bodyFirst());
    } else if (statement instanceof Stmt.Switch choice) {
      return choice(choice, scope);
    }
    return new BoundStatement.Jump(statement instanceof Stmt.Break);
  }

  private Bound condition(Expr expr, Scope scope) {
    return session.operators.condition(
        expr.offset(), session.expressions.check(expr, scope, Type.BOOL));
  }

  private BoundStatement declare(Stmt.Declare declare, Scope scope) {
    List<BoundStatement> statements = new ArrayList<>();
    for (Stmt.Declarator declarator : declare.declarators()) {
      statements.add(declare(declare, declarator, scope));
    }
    return statements.size() == 1 ? statements.get(0) : new BoundStatement.Block(statements);
  }

  private BoundStatement declare(Stmt.Declare declare, Stmt.Declarator declarator, Scope scope) {
    if (scope.declaresHere(declarator.name())) {
      session.findings.report(
          declarator.offset(), "'" + declarator.name() + "' is already declared");
    }
    boolean inferred = declare.type().isVar();
    Type type = inferred ? null : session.types.resolve(declare.type());
    if (declarator.value() == null) {
      Type known = inferred ? Type.ERROR : type;
      if (inferred) {
        session.findings.report(declarator.offset(), "'var' needs a value");
      }
      Object empty = Defaults.of(session.library, known);
      return store(declarator, known, new Bound.Constant(known, empty), scope);
    }
    Scope.Variable early = isFunction(type) ? scope.declare(declarator.name(), type) : null;
    Bound value = session.expressions.check(declarator.value(), scope, type);
    Type known = inferred ? inferredType(declarator, value) : type;
    Bound converted = session.convert(declarator.value().offset(), value, known);
    return early != null
        ? new BoundStatement.Evaluate(new Bound.SetLocal(known, early.slot(), converted))
        : store(declarator, known, converted, scope);
  }

  private static boolean isFunction(Type type) {
    return type != null && type.isFunction();
  }

  private Type inferredType(Stmt.Declarator declarator, Bound value) {
    if (value.type().equals(Type.NULL) || value.type().equals(Type.VOID)) {
      session.findings.report(
          declarator.offset(), "'var' cannot take its type from this value: write the type");
      return Type.ERROR;
    }
    return value.type();
  }

  private BoundStatement store(Stmt.Declarator declarator, Type type, Bound value, Scope scope) {
    Scope.Variable variable = scope.declare(declarator.name(), type);
    return new BoundStatement.Evaluate(new Bound.SetLocal(type, variable.slot(), value));
  }

  private BoundStatement result(Stmt.Return result, Scope scope) {
    Scope.Returns returns = scope.returns();
    if (result.value() == null) {
      if (returns.expected != null && !returns.expected.equals(Type.VOID)) {
        session.findings.report(result.offset(), "'return' needs a value here");
      }
      return new BoundStatement.Return(null);
    }
    Bound value = session.expressions.check(result.value(), scope, returns.expected);
    returns.seen.add(value.type());
    if (returns.expected == null) {
      return new BoundStatement.Return(value);
    }
    if (returns.expected.equals(Type.VOID)) {
      session.findings.report(result.offset(), "nothing can be returned here");
      return new BoundStatement.Return(null);
    }
    return new BoundStatement.Return(
        session.convert(result.value().offset(), value, returns.expected));
  }

  private BoundStatement conditional(Stmt.If choice, Scope scope) {
    Bound condition = condition(choice.condition(), scope);
    BoundStatement then = check(choice.then(), scope.child());
    BoundStatement otherwise =
        choice.otherwise() == null ? null : check(choice.otherwise(), scope.child());
    return new BoundStatement.If(condition, then, otherwise);
  }

  private BoundStatement function(Stmt.Function function, Scope scope) {
    Scope.Variable variable = scope.find(function.name()).orElseThrow();
    Type type = variable.type();
    Expr.Lambda lambda =
        new Expr.Lambda(function.offset(), function.parameters(), null, function.body());
    Bound value = session.lambdas.check(lambda, type.parameters(), type.result(), scope);
    return new BoundStatement.Evaluate(new Bound.SetLocal(type, variable.slot(), value));
  }

  private BoundStatement counting(Stmt.For loop, Scope outer) {
    Scope scope = outer.child();
    List<BoundStatement> start = new ArrayList<>();
    loop.start().forEach(s -> start.add(check(s, scope)));
    Bound condition = loop.condition() == null ? null : condition(loop.condition(), scope);
    List<Bound> steps =
        loop.steps().stream().map(s -> session.expressions.check(s, scope, null)).toList();
    start.add(new BoundStatement.Loop(condition, check(loop.body(), scope.child()), steps, false));
    return new BoundStatement.Block(start);
  }

  private BoundStatement forEach(Stmt.ForEach loop, Scope outer) {
    Bound items = session.expressions.check(loop.items(), outer, null);
    Optional<Type> sequence = session.library.as(items.type(), "IEnumerable");
    Type element = sequence.map(t -> t.argument(0)).orElse(Type.DYNAMIC);
    if (sequence.isEmpty() && !items.type().isLate()) {
      session.findings.report(
          loop.items().offset(), "'" + items.type() + "' cannot be walked by foreach");
    }
    Type type = loop.type().isVar() ? element : session.types.resolve(loop.type());
    Scope scope = outer.child();
    Scope.Variable raw = scope.temporary(element);
    Scope.Variable variable = scope.declare(loop.name(), type);
    Bound converted = session.cast(loop.offset(), new Bound.Local(element, raw.slot()), type);
    BoundStatement set =
        new BoundStatement.Evaluate(new Bound.SetLocal(type, variable.slot(), converted));
    BoundStatement body = check(loop.body(), scope.child());
    return new BoundStatement.ForEach(
        raw.slot(), items, new BoundStatement.Block(List.of(set, body)));
  }

  private BoundStatement choice(Stmt.Switch choice, Scope outer) {
    Bound subject = session.expressions.check(choice.subject(), outer, null);
    Scope scope = outer.child();
    Scope.Variable slot = scope.temporary(subject.type());
    Bound local = new Bound.Local(subject.type(), slot.slot());
    List<BoundStatement.Section> sections = new ArrayList<>();
    BoundStatement.Section last = null;
    for (Stmt.Section section : choice.sections()) {
      boolean isDefault = section.labels().stream().anyMatch(l -> l.pattern() == null);
      Bound condition = isDefault ? null : condition(section, local, scope);
      BoundStatement body = statements(section.body(), scope.child());
      BoundStatement.Section checked = new BoundStatement.Section(condition, body);
      if (isDefault) {
        last = checked;
      } else {
        sections.add(checked);
      }
    }
    if (last != null) {
      sections.add(last);
    }
    Bound keep = new Bound.SetLocal(subject.type(), slot.slot(), subject);
    return new BoundStatement.Switch(keep, sections);
  }

  private Bound condition(Stmt.Section section, Bound subject, Scope scope) {
    Bound any = null;
    for (Stmt.Label label : section.labels()) {
      Bound test = session.patterns.test(label.pattern(), subject, scope);
      Bound guarded = session.patterns.guarded(test, label.guard(), scope);
      any = any == null ? guarded : new Bound.Logic(Type.BOOL, false, any, guarded);
    }
    return any;
  }

  private BoundStatement attempt(Stmt.Try attempt, Scope scope) {
    List<BoundStatement.Catch> catches = new ArrayList<>();
    for (Stmt.Catch handler : attempt.catches()) {
      Scope inner = scope.child();
      Type type = handler.type() == null ? EXCEPTION : session.types.resolve(handler.type());
      int slot = handler.name() == null ? -1 : inner.declare(handler.name(), type).slot();
      Bound guard = handler.guard() == null ? null : condition(handler.guard(), inner);
      catches.add(
          new BoundStatement.Catch(caught(type), slot, guard, block(handler.body(), inner)));
    }
    BoundStatement last = attempt.last() == null ? null : block(attempt.last(), scope);
    return new BoundStatement.Try(block(attempt.body(), scope), catches, last);
  }

  /** Names of the exceptions that a catch of this type takes; empty for all. */
  private Set<String> caught(Type type) {
    Set<String> names = new TreeSet<>();
    if (type.equals(EXCEPTION) || type.isLate()) {
      return names;
    }
    for (TypeDeclaration declaration : session.library.types()) {
      if (session.library.as(declaration.type(), type.name()).isPresent()) {
        names.add(declaration.type().name());
      }
    }
    names.add(type.name());
    return names;
  }
}
