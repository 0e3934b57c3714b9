package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.MemberDeclaration;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Unary and binary operators: declared ones by overload, the rest by the rules of C#. */
final class Operators {

  private static final Set<String> EQUALITY = Set.of("==", "!=");
  private static final Set<String> COMPARISON = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final Session session;

  Operators(Session session) {
    this.session = session;
  }

  Bound unary(int offset, String symbol, Bound operand) {
    Type type = operand.type();
    if (type.isLate()) {
      return MemberChecker.late(type, Late.Kind.UNARY, symbol, List.of(operand));
    }
    boolean lifted = type.isNullable();
    Bound plain = lifted ? Session.retyped(operand, type.argument(0)) : operand;
    MemberDeclaration best = null;
    int bestCost = Integer.MAX_VALUE;
    for (MemberDeclaration candidate : session.library.operators(symbol)) {
      int cost = candidate.parameters().size() == 1 ? cost(plain, candidate, 0) : -1;
      if (cost >= 0 && cost < bestCost) {
        best = candidate;
        bestCost = cost;
      }
    }
    if (best == null) {
      return session.findings.report(
          offset, "operator '" + symbol + "' cannot be applied to '" + type + "'");
    }
    Bound converted = session.tryConvert(plain, best.parameters().get(0).type());
    Operation.One code = (Operation.One) best.operation().apply(List.of());
    Operation.One safe = lifted ? v -> v == null ? null : code.apply(v) : code;
    Type result = lifted ? Type.nullable(best.result()) : best.result();
    return new Bound.Invoke(result, safe, List.of(converted), false, true);
  }

  private int cost(Bound value, MemberDeclaration candidate, int parameter) {
    Conversions.Conversion conversion =
        session.conversions.implicit(value, candidate.parameters().get(parameter).type());
    return conversion == null ? -1 : conversion.cost();
  }

  Bound binary(int offset, String symbol, Bound left, Bound right) {
    if (left.type().isLate() || right.type().isLate()) {
      return late(symbol, left, right);
    }
    if (EQUALITY.contains(symbol) && (isNull(left) || isNull(right))) {
      return nullTest(offset, symbol, left, right);
    }
    if (left.type().isNullable() || right.type().isNullable()) {
      return lifted(offset, symbol, left, right);
    }
    Bound declared = declared(symbol, left, right);
    if (declared != null) {
      return declared;
    }
    Bound other = enumeration(symbol, left, right);
    if (other == null && EQUALITY.contains(symbol)) {
      other = references(symbol, left, right);
    }
    return other != null ? other : refused(offset, symbol, left, right);
  }

  private Bound refused(int offset, String symbol, Bound left, Bound right) {
    return session.findings.report(
        offset,
        "operator '"
            + symbol
            + "' cannot be applied to '"
            + left.type()
            + "' and '"
            + right.type()
            + "'");
  }

  private static Bound late(String symbol, Bound left, Bound right) {
    boolean known = left.type().equals(Type.ERROR) || right.type().equals(Type.ERROR);
    Type type = COMPARISON.contains(symbol) ? Type.BOOL : Type.DYNAMIC;
    return known
        ? new Bound.Constant(Type.ERROR, null)
        : new Bound.LateCall(type, Late.Kind.OPERATOR, symbol, List.of(left, right));
  }

  private static boolean isNull(Bound value) {
    return value.type().equals(Type.NULL);
  }

  private Bound nullTest(int offset, String symbol, Bound left, Bound right) {
    Bound tested = isNull(left) ? right : left;
    Operation.One code = symbol.equals("==") ? Objects::isNull : Objects::nonNull;
    return new Bound.Invoke(Type.BOOL, code, List.of(tested), false, true);
  }

  private Bound lifted(int offset, String symbol, Bound left, Bound right) {
    Bound plain =
        binary(offset, symbol, new Probe(inner(left)).value(), new Probe(inner(right)).value());
    if (!(plain instanceof Bound.Invoke)) {
      return plain;
    }
    Operation.Two code = operation(symbol, inner(left), inner(right));
    if (code == null) {
      return refused(offset, symbol, left, right);
    }
    Type type = COMPARISON.contains(symbol) ? Type.BOOL : Type.nullable(plain.type());
    return new Bound.Invoke(type, lift(symbol, code), List.of(left, right), false, true);
  }

  /** A value of a type that only serves to choose an operator. */
  private record Probe(Type type) {
    Bound value() {
      return new Bound.Local(type, -1);
    }
  }

  private static Type inner(Bound value) {
    return value.type().isNullable() ? value.type().argument(0) : value.type();
  }

  /** The operator with the conversions of its operands inside. */
  private Operation.Two operation(String symbol, Type left, Type right) {
    MemberDeclaration best = best(symbol, new Probe(left).value(), new Probe(right).value());
    if (best == null) {
      return EQUALITY.contains(symbol)
          ? (a, b) -> Objects.equals(a, b) == symbol.equals("==")
          : null;
    }
    Operation.One first = conversion(left, best.parameters().get(0).type());
    Operation.One second = conversion(right, best.parameters().get(1).type());
    Operation.Two code = (Operation.Two) best.operation().apply(List.of());
    return (a, b) -> code.apply(first.apply(a), second.apply(b));
  }

  private Operation.One conversion(Type from, Type to) {
    Conversions.Conversion conversion = session.conversions.implicit(from, to);
    return conversion.operation() == null ? v -> v : (Operation.One) conversion.operation();
  }

  private static Operation.Two lift(String symbol, Operation.Two code) {
    return switch (symbol) {
      case "==" -> (a, b) -> a == null || b == null ? a == b : code.apply(a, b);
      case "!=" -> (a, b) -> a == null || b == null ? a != b : code.apply(a, b);
      case "<", "<=", ">", ">=" -> (a, b) -> a == null || b == null ? false : code.apply(a, b);
      default -> (a, b) -> a == null || b == null ? null : code.apply(a, b);
    };
  }

  private MemberDeclaration best(String symbol, Bound left, Bound right) {
    MemberDeclaration best = null;
    int bestCost = Integer.MAX_VALUE;
    for (MemberDeclaration candidate : session.library.operators(symbol)) {
      if (candidate.parameters().size() != 2) {
        continue;
      }
      int first = cost(left, candidate, 0);
      int second = first < 0 ? -1 : cost(right, candidate, 1);
      if (second >= 0 && first + second < bestCost) {
        best = candidate;
        bestCost = first + second;
      }
    }
    return best;
  }

  private Bound declared(String symbol, Bound left, Bound right) {
    MemberDeclaration best = best(symbol, left, right);
    if (best == null) {
      return null;
    }
    Bound first = session.tryConvert(left, best.parameters().get(0).type());
    Bound second = session.tryConvert(right, best.parameters().get(1).type());
    Operation code = best.operation().apply(List.of());
    return new Bound.Invoke(best.result(), code, List.of(first, second), false, true);
  }

  private Bound enumeration(String symbol, Bound left, Bound right) {
    Type type = left.type();
    if (!type.equals(right.type()) || !session.library.isEnumeration(type)) {
      return null;
    }
    Operation.Two code =
        switch (symbol) {
          case "==" -> Object::equals;
          case "!=" -> (a, b) -> !a.equals(b);
          case "|" -> (a, b) -> flags(type, ((EnumValue) a).ordinal() | ((EnumValue) b).ordinal());
          case "&" -> (a, b) -> flags(type, ((EnumValue) a).ordinal() & ((EnumValue) b).ordinal());
          default -> null;
        };
    Type result = EQUALITY.contains(symbol) ? Type.BOOL : type;
    return code == null ? null : new Bound.Invoke(result, code, List.of(left, right), false, true);
  }

  private static EnumValue flags(Type type, int bits) {
    return new EnumValue(type.name(), String.valueOf(bits), bits);
  }

  private Bound references(String symbol, Bound left, Bound right) {
    boolean references =
        session.conversions.isReference(left.type())
            && session.conversions.isReference(right.type());
    if (!references
        || session.conversions.explicit(left, right.type()) == null
            && session.conversions.explicit(right, left.type()) == null) {
      return null;
    }
    Operation.Two code = symbol.equals("==") ? (a, b) -> a == b : (a, b) -> a != b;
    return new Bound.Invoke(Type.BOOL, code, List.of(left, right), false, false);
  }

  /** {@code &&} and {@code ||}. */
  Bound logic(int offset, String symbol, Bound left, Bound right) {
    return new Bound.Logic(
        Type.BOOL, symbol.equals("&&"), condition(offset, left), condition(offset, right));
  }

  /** A value as the condition of something. */
  Bound condition(int offset, Bound value) {
    if (value.type().equals(Type.DYNAMIC)) {
      return new Bound.LateCall(Type.BOOL, Late.Kind.TRUTH, "", List.of(value));
    }
    Bound converted = session.tryConvert(value, Type.BOOL);
    return converted != null
        ? converted
        : session.findings.report(
            offset, "'" + value.type() + "' is no bool, a condition is needed");
  }

  Bound coalesce(int offset, Bound left, Bound right) {
    Type type = left.type();
    if (type.equals(Type.NULL)) {
      return right;
    }
    if (session.library.isValueType(type)) {
      return session.findings.report(offset, "'" + type + "' is never null: '??' is of no use");
    }
    Type inner = type.isNullable() ? type.argument(0) : type;
    if (right instanceof Bound.Throw) {
      return new Bound.Coalesce(inner, left, right);
    }
    if (type.isNullable() && session.conversions.implicit(right, inner) != null) {
      return new Bound.Coalesce(inner, left, session.convert(offset, right, inner));
    }
    Type common = type.isLate() ? type : session.conversions.common(type, right.type());
    if (common == null) {
      return session.findings.report(
          offset, "'??' needs one type, not '" + type + "' and '" + right.type() + "'");
    }
    return new Bound.Coalesce(
        common, session.convert(offset, left, common), session.convert(offset, right, common));
  }
}
