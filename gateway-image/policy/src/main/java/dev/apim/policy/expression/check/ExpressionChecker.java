package dev.apim.policy.expression.check;

import dev.apim.policy.expression.check.Overloads.Candidate;
import dev.apim.policy.expression.check.Overloads.Site;
import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.type.MemberDeclaration;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One expression to its checked form: dispatches by what it is. */
final class ExpressionChecker {

  private final Session session;

  ExpressionChecker(Session session) {
    this.session = session;
  }

  /** {@code wanted} helps what has no type of its own; it may be null and is not converted to. */
  Bound check(Expr expr, Scope scope, Type wanted) {
    session.findings.step(expr.offset());
    if (expr instanceof Expr.Literal literal) {
      return literal(literal);
    } else if (expr instanceof Expr.Name name) {
      return session.memberChecker.name(name, scope);
    } else if (expr instanceof Expr.Member member) {
      return session.memberChecker.member(member, scope);
    } else if (expr instanceof Expr.Call call) {
      return session.calls.call(call, scope);
    } else if (expr instanceof Expr.Index index) {
      return session.memberChecker.index(index, scope);
    } else if (expr instanceof Expr.Receiver) {
      return scope.receiver();
    } else if (expr instanceof Expr.NullSafe safe) {
      return nullSafe(safe, scope);
    }
    return operator(expr, scope, wanted);
  }

  private Bound operator(Expr expr, Scope scope, Type wanted) {
    if (expr instanceof Expr.Unary unary) {
      return unary(unary, scope);
    } else if (expr instanceof Expr.Binary binary) {
      return binary(binary, scope, wanted);
    } else if (expr instanceof Expr.Conditional conditional) {
      return conditional(conditional, scope, wanted);
    } else if (expr instanceof Expr.Cast cast) {
      return cast(cast, scope);
    } else if (expr instanceof Expr.As as) {
      return as(as, scope);
    } else if (expr instanceof Expr.Is is) {
      return session.patterns.is(is, scope);
    } else if (expr instanceof Expr.Switch choice) {
      return session.patterns.choice(choice, scope, wanted);
    } else if (expr instanceof Expr.Interpolated interpolated) {
      return interpolated(interpolated, scope);
    }
    return rest(expr, scope, wanted);
  }

  private Bound rest(Expr expr, Scope scope, Type wanted) {
    if (expr instanceof Expr.Assign assign) {
      return session.assignments.assign(assign, scope);
    } else if (expr instanceof Expr.Step step) {
      return session.assignments.step(step, scope);
    } else if (expr instanceof Expr.Lambda lambda) {
      return lambda(lambda, scope, wanted);
    } else if (expr instanceof Expr.Default value) {
      return defaultValue(value, wanted);
    } else if (expr instanceof Expr.Throw thrown) {
      return new Bound.Throw(Type.NULL, check(thrown.value(), scope, null));
    } else if (expr instanceof Expr.TypeOf type) {
      return new Bound.Constant(Type.of("Type"), session.types.resolve(type.type()));
    } else if (expr instanceof Expr.Out) {
      return session.findings.report(expr.offset(), "'out' has no place here");
    }
    return session.creations.check(expr, scope, wanted);
  }

  private static Bound literal(Expr.Literal literal) {
    return new Bound.Constant(literalType(literal.value()), literal.value());
  }

  private static Type literalType(Object value) {
    if (value == null) {
      return Type.NULL;
    } else if (value instanceof String) {
      return Type.STRING;
    } else if (value instanceof Integer) {
      return Type.INT;
    } else if (value instanceof Boolean) {
      return Type.BOOL;
    } else if (value instanceof Long) {
      return Type.LONG;
    } else if (value instanceof Character) {
      return Type.CHAR;
    } else if (value instanceof BigDecimal) {
      return Type.DECIMAL;
    }
    return value instanceof Float ? Type.FLOAT : Type.DOUBLE;
  }

  private Bound nullSafe(Expr.NullSafe safe, Scope scope) {
    Bound target = check(safe.target(), scope, null);
    Type type = target.type();
    if (session.library.isValueType(type)) {
      return session.findings.report(safe.offset(), "'" + type + "' is never null: write '.'");
    }
    Type inner = type.isNullable() ? type.argument(0) : type;
    Scope.Variable slot = scope.temporary(inner);
    Bound chain = check(safe.chain(), scope.receiving(new Bound.Local(inner, slot.slot())), null);
    boolean value = session.library.isValueType(chain.type());
    Type result = value ? Type.nullable(chain.type()) : chain.type();
    return new Bound.NullSafe(result, slot.slot(), target, chain);
  }

  private Bound unary(Expr.Unary unary, Scope scope) {
    Bound operand = check(unary.operand(), scope, null);
    if (unary.operator().equals("-") && operand instanceof Bound.Constant constant) {
      if (constant.value() instanceof Integer number) {
        return new Bound.Constant(Type.INT, -number);
      }
      if (constant.value() instanceof Long number) {
        boolean smallest = number == 2147483648L;
        return smallest
            ? new Bound.Constant(Type.INT, Integer.MIN_VALUE)
            : new Bound.Constant(Type.LONG, -number);
      }
    }
    return session.operators.unary(unary.offset(), unary.operator(), operand);
  }

  private Bound binary(Expr.Binary binary, Scope scope, Type wanted) {
    Bound left = check(binary.left(), scope, wanted);
    Bound right = check(binary.right(), scope, wanted);
    return switch (binary.operator()) {
      case "&&", "||" -> session.operators.logic(binary.offset(), binary.operator(), left, right);
      case "??" -> session.operators.coalesce(binary.offset(), left, right);
      default -> session.operators.binary(binary.offset(), binary.operator(), left, right);
    };
  }

  private Bound conditional(Expr.Conditional conditional, Scope scope, Type wanted) {
    Bound condition =
        session.operators.condition(
            conditional.offset(), check(conditional.condition(), scope, Type.BOOL));
    Bound then = check(conditional.then(), scope, wanted);
    Bound otherwise = check(conditional.otherwise(), scope, wanted);
    return choose(conditional.offset(), condition, then, otherwise, wanted);
  }

  /** One of two values, under the type that both have. */
  Bound choose(int offset, Bound condition, Bound then, Bound otherwise, Type wanted) {
    if (then instanceof Bound.Throw || otherwise instanceof Bound.Throw) {
      Type type = then instanceof Bound.Throw ? otherwise.type() : then.type();
      return new Bound.Choose(type, condition, then, otherwise);
    }
    Type common = session.conversions.common(then.type(), otherwise.type());
    if (common == null
        && wanted != null
        && session.conversions.implicit(then, wanted) != null
        && session.conversions.implicit(otherwise, wanted) != null) {
      common = wanted;
    }
    if (common == null) {
      return session.findings.report(
          offset,
          "both results need one type, not '" + then.type() + "' and '" + otherwise.type() + "'");
    }
    return new Bound.Choose(
        common,
        condition,
        session.convert(offset, then, common),
        session.convert(offset, otherwise, common));
  }

  private Bound cast(Expr.Cast cast, Scope scope) {
    Type type = session.types.resolve(cast.type());
    return session.cast(cast.offset(), check(cast.operand(), scope, type), type);
  }

  private Bound as(Expr.As as, Scope scope) {
    Bound operand = check(as.operand(), scope, null);
    Type type = session.types.resolve(as.type());
    Operation.One code =
        value -> value != null && session.library.isInstance(type, value) ? value : null;
    return new Bound.Invoke(type, code, List.of(operand), false, false);
  }

  private Bound lambda(Expr.Lambda lambda, Scope scope, Type wanted) {
    if (wanted != null && wanted.isFunction()) {
      Bound function = session.lambdas.checkFor(lambda, wanted, new java.util.HashMap<>(), scope);
      if (function != null) {
        return function;
      }
    }
    boolean typed = lambda.parameters().stream().allMatch(p -> p.type() != null);
    if (!typed) {
      return session.findings.report(
          lambda.offset(), "the parameters of this lambda need types, or a place that gives them");
    }
    List<Type> types =
        lambda.parameters().stream().map(p -> session.types.resolve(p.type())).toList();
    return session.lambdas.check(lambda, types, null, scope);
  }

  private Bound defaultValue(Expr.Default value, Type wanted) {
    Type type = value.type() == null ? wanted : session.types.resolve(value.type());
    if (type == null) {
      return session.findings.report(value.offset(), "'default' needs a type here");
    }
    return new Bound.Constant(type, Defaults.of(session.library, type));
  }

  private Bound interpolated(Expr.Interpolated interpolated, Scope scope) {
    List<Bound> parts = new ArrayList<>();
    for (Expr.Hole hole : interpolated.holes()) {
      if (hole.text() != null) {
        parts.add(new Bound.Constant(Type.STRING, hole.text()));
      } else {
        Bound value = check(hole.value(), scope, null);
        parts.add(formatted(hole, value));
      }
    }
    Bound array = new Bound.NewArray(Type.array(Type.STRING), parts);
    return internal(interpolated.offset(), "Join", List.of(array), scope);
  }

  private Bound formatted(Expr.Hole hole, Bound value) {
    MemberDeclaration format = session.library.declared("$text", "Format").get(0);
    List<Bound> arguments =
        List.of(
            session.convert(hole.value().offset(), value, Type.OBJECT),
            new Bound.Constant(Type.INT, hole.alignment()),
            new Bound.Constant(Type.STRING, hole.format()));
    return new Bound.Invoke(
        Type.STRING, format.operation().apply(List.of()), arguments, false, true);
  }

  private Bound internal(int offset, String name, List<Bound> arguments, Scope scope) {
    Optional<MemberDeclaration> member =
        session.library.declared("$text", name).stream().findFirst();
    Site site = new Site(offset, name, null, List.of(), scope);
    List<Overloads.Given> given =
        arguments.stream().map(a -> new Overloads.Given(null, null, a)).toList();
    return session.overloads.choose(
        List.of(new Candidate(member.orElseThrow(), Map.of())), site, given);
  }
}
