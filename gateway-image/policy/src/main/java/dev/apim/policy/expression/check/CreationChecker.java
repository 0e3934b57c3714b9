package dev.apim.policy.expression.check;

import dev.apim.policy.expression.check.Overloads.Candidate;
import dev.apim.policy.expression.check.Overloads.Given;
import dev.apim.policy.expression.check.Overloads.Site;
import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.type.AnonymousObject;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** {@code new} in all its forms. */
final class CreationChecker {

  private static final int LARGEST_ARRAY = 1 << 20;

  private final Session session;

  CreationChecker(Session session) {
    this.session = session;
  }

  Bound check(Expr expr, Scope scope, Type wanted) {
    if (expr instanceof Expr.New creation) {
      return object(creation, scope);
    } else if (expr instanceof Expr.NewArray array) {
      return array(array, scope);
    } else if (expr instanceof Expr.NewAnonymous anonymous) {
      return anonymous(anonymous, scope);
    } else if (expr instanceof Expr.ArrayLiteral literal) {
      return literal(literal, scope, wanted);
    }
    return session.findings.report(expr.offset(), "this expression has no place here");
  }

  private Bound literal(Expr.ArrayLiteral literal, Scope scope, Type wanted) {
    if (wanted == null || !wanted.isArray()) {
      return session.findings.report(literal.offset(), "'{' needs an array type before it");
    }
    return elements(wanted.argument(0), literal.elements(), scope);
  }

  private Bound elements(Type element, List<Expr> written, Scope scope) {
    List<Bound> elements = new ArrayList<>();
    for (Expr value : written) {
      elements.add(
          session.convert(
              value.offset(), session.expressions.check(value, scope, element), element));
    }
    return new Bound.NewArray(Type.array(element), elements);
  }

  private Bound array(Expr.NewArray array, Scope scope) {
    if (array.element() == null) {
      return inferred(array, scope);
    }
    Type element = session.types.resolve(array.element());
    if (array.elements() != null) {
      return elements(element, array.elements(), scope);
    }
    Bound size =
        session.convert(
            array.offset(), session.expressions.check(array.size(), scope, Type.INT), Type.INT);
    Object filler = Defaults.of(session.library, element);
    boolean bytes = element.equals(Type.BYTE);
    Operation.Many make =
        (evaluation, arguments) -> {
          int length = (Integer) arguments[0];
          evaluation.spend(Math.max(0, length) / 8 + 1);
          return filled(length, filler, bytes);
        };
    return new Bound.Invoke(Type.array(element), make, List.of(size), false, false);
  }

  private static Object filled(int length, Object filler, boolean bytes) {
    if (length < 0 || length > LARGEST_ARRAY) {
      throw new dev.apim.policy.expression.type.Fault(
          "OverflowException", "An array cannot have " + length + " elements.");
    }
    if (bytes) {
      return new byte[length];
    }
    Object[] array = new Object[length];
    Arrays.fill(array, filler);
    return array;
  }

  private Bound inferred(Expr.NewArray array, Scope scope) {
    Type common = null;
    for (Expr value : array.elements()) {
      Type type = session.expressions.check(value, scope, null).type();
      common = common == null ? type : session.conversions.common(common, type);
      if (common == null) {
        return session.findings.report(value.offset(), "the elements of the array need one type");
      }
    }
    if (common == null) {
      return session.findings.report(array.offset(), "an empty array needs a type: new T[0]");
    }
    return elements(common, array.elements(), scope);
  }

  private Bound anonymous(Expr.NewAnonymous anonymous, Scope scope) {
    List<String> names = anonymous.members().stream().map(Expr.NamedValue::name).toList();
    List<Bound> values = new ArrayList<>();
    anonymous.members().forEach(m -> values.add(session.expressions.check(m.value(), scope, null)));
    Type type = Type.anonymous(names, values.stream().map(Bound::type).toList());
    Operation.Many make =
        (evaluation, arguments) ->
            new AnonymousObject(
                names, Collections.unmodifiableList(Arrays.asList(arguments.clone())));
    return new Bound.Invoke(type, make, values, false, false);
  }

  private Bound object(Expr.New creation, Scope scope) {
    Type type = session.types.resolve(creation.type());
    if (type.equals(Type.ERROR)) {
      session.calls.given(creation.arguments(), scope);
      return new Bound.Constant(Type.ERROR, null);
    }
    List<Candidate> candidates = new ArrayList<>();
    session
        .library
        .declared(type.name(), "new")
        .forEach(m -> candidates.add(new Candidate(m, Library.bindings(m.owner(), type))));
    if (candidates.isEmpty()) {
      return session.findings.report(creation.offset(), "'" + type + "' cannot be created");
    }
    List<Given> given = session.calls.given(creation.arguments(), scope);
    Site site = new Site(creation.offset(), "new", null, List.of(), scope);
    Bound made = session.calls.nearest(candidates, site, given);
    if (made == null) {
      boolean silent =
          given.stream().anyMatch(g -> g.bound() != null && g.bound().type().equals(Type.ERROR));
      return silent
          ? new Bound.Constant(Type.ERROR, null)
          : session.findings.report(
              creation.offset(),
              "'" + type + "' cannot be created from " + session.calls.shown(given));
    }
    return creation.initializer() == null ? made : initialized(made, creation.initializer(), scope);
  }

  private Bound initialized(Bound made, Expr.Initializer initializer, Scope scope) {
    String name = "new object " + scope.slots().count();
    Scope inner = scope.child();
    Scope.Variable variable = inner.declare(name, made.type());
    List<Bound> effects = new ArrayList<>();
    effects.add(new Bound.SetLocal(made.type(), variable.slot(), made));
    for (Expr.NamedValue member : initializer.members()) {
      Expr target =
          new Expr.Member(member.offset(), self(member.offset(), name), member.name(), List.of());
      effects.add(set(target, member.value(), inner));
    }
    for (Expr.Pair pair : initializer.pairs()) {
      Expr target =
          new Expr.Index(
              pair.key().offset(),
              self(pair.key().offset(), name),
              List.of(new Expr.Argument(null, pair.key())));
      effects.add(set(target, pair.value(), inner));
    }
    for (List<Expr> element : initializer.elements()) {
      effects.add(add(name, element, inner));
    }
    return new Bound.Sequence(made.type(), effects, new Bound.Local(made.type(), variable.slot()));
  }

  private static Expr self(int offset, String name) {
    return new Expr.Name(offset, name, List.of());
  }

  private Bound set(Expr target, Expr value, Scope scope) {
    return session.expressions.check(
        new Expr.Assign(target.offset(), "", target, value), scope, null);
  }

  private Bound add(String name, List<Expr> element, Scope scope) {
    int offset = element.isEmpty() ? 0 : element.get(0).offset();
    List<Expr.Argument> arguments = element.stream().map(e -> new Expr.Argument(null, e)).toList();
    Expr method = new Expr.Member(offset, self(offset, name), "Add", List.of());
    return session.expressions.check(new Expr.Call(offset, method, arguments), scope, null);
  }
}
