package dev.apim.policy.expression.check;

import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.parse.Stmt;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lambdas get their parameters' types from where they are passed, and tell their result's. */
final class LambdaChecker {

  private final Session session;
  private int trials;

  LambdaChecker(Session session) {
    this.session = session;
  }

  /** True while more than one overload is being tried: what is found then is not reported. */
  boolean isTrial() {
    return trials > 0;
  }

  void beginTrial() {
    trials++;
  }

  void endTrial() {
    trials--;
  }

  /** A lambda or method group as a function of this type; null where it cannot be one. */
  Bound checkFor(Expr expr, Type type, Map<String, Type> bindings, Scope scope) {
    Expr.Lambda lambda =
        expr instanceof Expr.Lambda given ? given : group(expr, type.parameters().size());
    if (lambda == null || lambda.parameters().size() != type.parameters().size()) {
      return null;
    }
    List<Type> parameters = new ArrayList<>();
    for (int i = 0; i < lambda.parameters().size(); i++) {
      Expr.Parameter parameter = lambda.parameters().get(i);
      Type known = open(type.parameters().get(i).substitute(bindings));
      parameters.add(parameter.type() == null ? known : session.types.resolve(parameter.type()));
      session.inference.unify(type.parameters().get(i), parameters.get(i), bindings);
    }
    Type result = type.result().substitute(bindings);
    Type wanted =
        type.name().equals("Action") ? Type.VOID : result.mentionsVariable() ? null : result;
    Bound.Function function = check(lambda, parameters, wanted, scope);
    if (wanted == null) {
      session.inference.unify(type.result(), function.type().result(), bindings);
    }
    return function;
  }

  private static Type open(Type type) {
    return type.isVariable() ? Type.DYNAMIC : type;
  }

  private static Expr.Lambda group(Expr expr, int count) {
    if (!(expr instanceof Expr.Member) && !(expr instanceof Expr.Name)) {
      return null;
    }
    List<Expr.Parameter> parameters = new ArrayList<>();
    List<Expr.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "argument " + i;
      parameters.add(new Expr.Parameter(expr.offset(), null, name));
      arguments.add(new Expr.Argument(null, new Expr.Name(expr.offset(), name, List.of())));
    }
    Expr call = new Expr.Call(expr.offset(), expr, arguments);
    return new Expr.Lambda(expr.offset(), parameters, call, null);
  }

  /** Checks the body; {@code wanted} null finds out what it returns. */
  Bound.Function check(Expr.Lambda lambda, List<Type> parameters, Type wanted, Scope scope) {
    session.findings.step(lambda.offset());
    int firstSlot = scope.slots().count();
    Scope.Returns returns = new Scope.Returns(wanted);
    Scope inner = scope.function(returns);
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      slots.add(inner.declare(lambda.parameters().get(i).name(), parameters.get(i)).slot());
    }
    BoundStatement body =
        lambda.body() != null
            ? session.statements.block(lambda.body(), inner)
            : value(lambda.value(), inner, returns);
    Type result = wanted != null ? wanted : common(returns.seen);
    if (wanted == null && lambda.body() != null && !uniform(returns.seen, result)) {
      return check(lambda, parameters, result, scope);
    }
    return new Bound.Function(
        functionType(parameters, result), slots, body, firstSlot, scope.slots().count());
  }

  private BoundStatement value(Expr value, Scope scope, Scope.Returns returns) {
    if (Type.VOID.equals(returns.expected)) {
      return new BoundStatement.Evaluate(session.expressions.check(value, scope, null));
    }
    return session.statements.check(new Stmt.Return(value.offset(), value), scope);
  }

  private Type common(List<Type> types) {
    Type common = null;
    for (Type type : types) {
      Type merged = common == null ? type : session.conversions.common(common, type);
      common = merged == null ? Type.OBJECT : merged;
    }
    return common == null ? Type.VOID : common;
  }

  private static boolean uniform(List<Type> types, Type result) {
    return types.stream().allMatch(t -> t.equals(result) || t.equals(Type.ERROR));
  }

  static Type functionType(List<Type> parameters, Type result) {
    List<Type> arguments = new ArrayList<>(parameters);
    if (result.equals(Type.VOID)) {
      return new Type("Action", arguments);
    }
    arguments.add(result);
    return new Type("Func", arguments);
  }
}
