package dev.apim.policy.expression.check;

import dev.apim.policy.expression.check.Overloads.Candidate;
import dev.apim.policy.expression.check.Overloads.Given;
import dev.apim.policy.expression.check.Overloads.Site;
import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Assignments to variables, properties and indexes, plain and with an operator. */
final class AssignmentChecker {

  private final Session session;

  AssignmentChecker(Session session) {
    this.session = session;
  }

  Bound out(Expr.Out out, Type type, Scope scope) {
    if (out.type() == null && out.name().equals("_")) {
      return new Bound.Out(type, scope.temporary(type).slot());
    }
    if (out.type() == null) {
      Optional<Scope.Variable> variable = scope.find(out.name());
      return variable.isPresent()
          ? new Bound.Out(type, variable.get().slot())
          : session.findings.report(out.offset(), "unknown name '" + out.name() + "'");
    }
    Type declared = out.type().isVar() ? type : session.types.resolve(out.type());
    return new Bound.Out(declared, scope.declare(out.name(), declared).slot());
  }

  Bound assign(Expr.Assign assign, Scope scope) {
    Expr target = assign.target();
    if (target instanceof Expr.Name name) {
      return variable(assign, name, scope);
    }
    if (target instanceof Expr.Member member) {
      return member(assign, member, scope);
    }
    if (target instanceof Expr.Index index) {
      return index(assign, index, scope);
    }
    return session.findings.report(assign.offset(), "nothing can be assigned to this expression");
  }

  private Bound variable(Expr.Assign assign, Expr.Name name, Scope scope) {
    Optional<Scope.Variable> variable = scope.find(name.name());
    if (name.name().equals("_") && variable.isEmpty()) {
      return session.expressions.check(assign.value(), scope, null);
    }
    if (variable.isEmpty()) {
      return session.memberChecker.name(name, scope);
    }
    Type type = variable.get().type();
    Bound value = value(assign, new Bound.Local(type, variable.get().slot()), scope);
    return new Bound.SetLocal(type, variable.get().slot(), value);
  }

  /**
   * The value to store: the right side, combined with the current value where there is an operator.
   */
  private Bound value(Expr.Assign assign, Bound current, Scope scope) {
    Type type = current.type();
    Bound right = session.expressions.check(assign.value(), scope, type);
    if (assign.operator().isEmpty()) {
      return session.convert(assign.offset(), right, type);
    }
    if (assign.operator().equals("??")) {
      Bound chosen = session.operators.coalesce(assign.offset(), current, right);
      return session.convert(assign.offset(), chosen, type);
    }
    Bound result = session.operators.binary(assign.offset(), assign.operator(), current, right);
    return session.cast(assign.offset(), result, type);
  }

  private Bound member(Expr.Assign assign, Expr.Member member, Scope scope) {
    Bound target = session.expressions.check(member.target(), scope, null);
    if (target.type().isLate()) {
      Bound current =
          MemberChecker.late(target.type(), Late.Kind.GET, member.name(), List.of(target));
      Bound value = value(assign, current, scope);
      return MemberChecker.late(
          target.type(), Late.Kind.SET, member.name(), List.of(target, value));
    }
    Held held = hold(target, scope);
    Bound current =
        assign.operator().isEmpty()
            ? null
            : session.memberChecker.property(held.use, member, scope);
    return store(assign, "=" + member.name(), held, List.of(), current, scope);
  }

  private Bound index(Expr.Assign assign, Expr.Index index, Scope scope) {
    Bound target = session.expressions.check(index.target(), scope, null);
    List<Given> keys = session.calls.given(index.arguments(), scope);
    if (target.type().isLate()) {
      return lateIndex(assign, target, keys, scope);
    }
    Held held = hold(target, scope);
    List<Held> heldKeys = keys.stream().map(k -> hold(k.bound(), scope)).toList();
    List<Bound> uses = heldKeys.stream().map(h -> h.use).toList();
    Bound current = null;
    if (!assign.operator().isEmpty()) {
      Site site = new Site(index.offset(), "this", held.use, List.of(), scope);
      List<Candidate> getters = session.memberChecker.candidates(target.type(), "this", false);
      current = session.calls.nearest(getters, site, given(uses));
      if (current == null) {
        return session.findings.report(index.offset(), "'" + target.type() + "' cannot be indexed");
      }
    }
    Bound stored = store(assign, "=this", held, uses, current, scope);
    List<Bound> effects = new ArrayList<>();
    heldKeys.forEach(h -> effects.add(h.keep));
    return new Bound.Sequence(stored.type(), effects, stored);
  }

  private Bound lateIndex(Expr.Assign assign, Bound target, List<Given> keys, Scope scope) {
    Bound key = keys.get(0).bound();
    Bound current =
        MemberChecker.late(target.type(), Late.Kind.INDEX, "this", List.of(target, key));
    Bound value = value(assign, current, scope);
    return MemberChecker.late(
        target.type(), Late.Kind.SET_INDEX, "this", List.of(target, key, value));
  }

  private static List<Given> given(List<Bound> values) {
    return values.stream().map(v -> new Given(null, null, v)).toList();
  }

  /** A value kept in a slot, so that it is computed once and used twice. */
  private record Held(Bound keep, Bound use) {}

  private Held hold(Bound value, Scope scope) {
    Scope.Variable slot = scope.temporary(value.type());
    return new Held(
        new Bound.SetLocal(value.type(), slot.slot(), value),
        new Bound.Local(value.type(), slot.slot()));
  }

  private Bound store(
      Expr.Assign assign,
      String setter,
      Held target,
      List<Bound> keys,
      Bound current,
      Scope scope) {
    Type owner = target.use.type();
    List<Candidate> setters = session.memberChecker.candidates(owner, setter, false);
    if (setters.isEmpty()) {
      String shown = setter.equals("=this") ? "by index" : "its '" + setter.substring(1) + "'";
      return session.findings.report(
          assign.offset(), "'" + owner + "' cannot be assigned " + shown);
    }
    Type wanted = setters.get(0).member().result().substitute(setters.get(0).bindings());
    Bound right =
        current != null
            ? value(assign, current, scope)
            : session.expressions.check(assign.value(), scope, wanted);
    Held value = hold(right, scope);
    List<Bound> arguments = new ArrayList<>(keys);
    arguments.add(right instanceof Bound.Constant ? right : value.use);
    Site site = new Site(assign.offset(), setter, target.use, List.of(), scope);
    Bound call = session.calls.nearest(setters, site, given(arguments));
    if (call == null) {
      return session.findings.report(
          assign.offset(), "cannot assign '" + right.type() + "' here: '" + wanted + "' is needed");
    }
    return new Bound.Sequence(right.type(), List.of(target.keep, value.keep, call), value.use);
  }

  /** {@code ++} and {@code --}. */
  Bound step(Expr.Step step, Scope scope) {
    Expr one = new Expr.Literal(step.offset(), 1);
    Expr.Assign assign = new Expr.Assign(step.offset(), step.up() ? "+" : "-", step.target(), one);
    if (step.before()) {
      return assign(assign, scope);
    }
    Held before = hold(session.expressions.check(step.target(), scope, null), scope);
    Bound change = assign(assign, scope);
    return new Bound.Sequence(before.use.type(), List.of(before.keep, change), before.use);
  }
}
