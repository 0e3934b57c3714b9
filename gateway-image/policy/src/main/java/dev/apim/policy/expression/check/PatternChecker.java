package dev.apim.policy.expression.check;

import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.parse.Expr.Pattern;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code is}, {@code case} and switch expressions: tests on a value kept in a slot. */
final class PatternChecker {

  private static final Operation.One NOT = value -> !(Boolean) value;
  private static final Operation.Two EQUAL = Objects::equals;

  private final Session session;

  PatternChecker(Session session) {
    this.session = session;
  }

  Bound is(Expr.Is is, Scope scope) {
    Bound operand = session.expressions.check(is.operand(), scope, null);
    Scope.Variable subject = scope.temporary(operand.type());
    Bound test = test(is.pattern(), new Bound.Local(operand.type(), subject.slot()), scope);
    Bound keep = new Bound.SetLocal(operand.type(), subject.slot(), operand);
    return new Bound.Sequence(Type.BOOL, List.of(keep), test);
  }

  /** Whether the subject, a value without side effects, matches. */
  Bound test(Pattern pattern, Bound subject, Scope scope) {
    if (pattern instanceof Pattern.Anything) {
      return new Bound.Constant(Type.BOOL, true);
    } else if (pattern instanceof Pattern.Not not) {
      Bound inner = test(not.pattern(), subject, scope);
      return new Bound.Invoke(Type.BOOL, NOT, List.of(inner), false, true);
    } else if (pattern instanceof Pattern.Either either) {
      Bound left = test(either.left(), subject, scope);
      return new Bound.Logic(Type.BOOL, either.both(), left, test(either.right(), subject, scope));
    } else if (pattern instanceof Pattern.Var variable) {
      return keep(subject, variable.variable(), subject.type(), scope);
    } else if (pattern instanceof Pattern.OfType type) {
      return ofType(type, subject, scope);
    }
    return constant((Pattern.Constant) pattern, subject, scope);
  }

  private Bound keep(Bound value, String name, Type type, Scope scope) {
    Scope.Variable variable = scope.declare(name, type);
    Bound set = new Bound.SetLocal(type, variable.slot(), value);
    return new Bound.Sequence(Type.BOOL, List.of(set), new Bound.Constant(Type.BOOL, true));
  }

  private Bound ofType(Pattern.OfType pattern, Bound subject, Scope scope) {
    Type type = session.types.resolve(pattern.type());
    Operation.One code = value -> value != null && session.library.isInstance(type, value);
    Bound test = new Bound.Invoke(Type.BOOL, code, List.of(subject), false, false);
    if (pattern.variable() == null) {
      return test;
    }
    Bound value = Session.retyped(subject, type);
    return new Bound.Logic(Type.BOOL, true, test, keep(value, pattern.variable(), type, scope));
  }

  private Bound constant(Pattern.Constant pattern, Bound subject, Scope scope) {
    Bound value = session.expressions.check(pattern.value(), scope, subject.type());
    if (!pattern.operator().isEmpty()) {
      return session.operators.binary(pattern.offset(), pattern.operator(), subject, value);
    }
    if (value.type().equals(Type.NULL)) {
      Operation.One isNull = Objects::isNull;
      return new Bound.Invoke(Type.BOOL, isNull, List.of(subject), false, true);
    }
    if (subject.type().equals(Type.OBJECT)) {
      return new Bound.Invoke(Type.BOOL, EQUAL, List.of(subject, value), false, true);
    }
    return session.operators.binary(pattern.offset(), "==", subject, value);
  }

  Bound choice(Expr.Switch choice, Scope scope, Type wanted) {
    Bound subject = session.expressions.check(choice.subject(), scope, null);
    Scope.Variable slot = scope.temporary(subject.type());
    Bound local = new Bound.Local(subject.type(), slot.slot());
    Bound result = new Bound.Throw(Type.NULL, new Bound.Constant(Type.of("Exception"), noArm()));
    List<Expr.Arm> arms = new ArrayList<>(choice.arms());
    for (int i = arms.size() - 1; i >= 0; i--) {
      Expr.Arm arm = arms.get(i);
      Scope inner = scope.child();
      Bound condition = guarded(test(arm.pattern(), local, inner), arm.guard(), inner);
      Bound value = session.expressions.check(arm.value(), inner, wanted);
      result = session.expressions.choose(arm.pattern().offset(), condition, value, result, wanted);
    }
    Bound keep = new Bound.SetLocal(subject.type(), slot.slot(), subject);
    return new Bound.Sequence(result.type(), List.of(keep), result);
  }

  private static Fault noArm() {
    return new Fault("SwitchExpressionException", "No arm of the switch expression matches.");
  }

  /** A test and, where there is one, the condition after {@code when}. */
  Bound guarded(Bound test, Expr guard, Scope scope) {
    if (guard == null) {
      return test;
    }
    Bound condition =
        session.operators.condition(
            guard.offset(), session.expressions.check(guard, scope, Type.BOOL));
    return new Bound.Logic(Type.BOOL, true, test, condition);
  }
}
