package dev.apim.policy.expression.check;

import dev.apim.policy.expression.check.Overloads.Candidate;
import dev.apim.policy.expression.check.Overloads.Given;
import dev.apim.policy.expression.check.Overloads.Site;
import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.type.AnonymousObject;
import dev.apim.policy.expression.type.EnumValue;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.MemberDeclaration;
import dev.apim.policy.expression.type.MemberDeclaration.Kind;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names, members and indexes: what they denote. */
final class MemberChecker {

  private static final Set<String> NAMESPACES =
      Set.of("System", "Newtonsoft", "Microsoft", "global");

  private final Session session;

  MemberChecker(Session session) {
    this.session = session;
  }

  /** A name alone: a variable or {@code context}. */
  Bound name(Expr.Name name, Scope scope) {
    Optional<Scope.Variable> variable = scope.find(name.name());
    if (variable.isPresent()) {
      return new Bound.Local(variable.get().type(), variable.get().slot());
    }
    List<MemberDeclaration> roots = session.library.declared("$root", name.name());
    if (!roots.isEmpty()) {
      MemberDeclaration root = roots.get(0);
      return new Bound.Invoke(
          root.result(), root.operation().apply(List.of()), List.of(), false, false);
    }
    String message =
        session.types.find(name.name(), List.of()).isPresent()
            ? "'" + name.name() + "' is a type, a value is needed here"
            : "unknown name '" + name.name() + "'";
    return session.findings.report(name.offset(), message);
  }

  /** The type that an expression names, as the target of a static member. */
  Optional<Type> asType(Expr expr, Scope scope) {
    if (expr instanceof Expr.Name name) {
      boolean value =
          scope.find(name.name()).isPresent()
              || !session.library.declared("$root", name.name()).isEmpty();
      return value ? Optional.empty() : type(name.name(), name.typeArguments());
    }
    if (expr instanceof Expr.Member member && isNamespace(member.target())) {
      return type(member.name(), member.typeArguments());
    }
    return Optional.empty();
  }

  private Optional<Type> type(
      String name, List<dev.apim.policy.expression.parse.TypeRef> arguments) {
    return session.types.find(name, arguments.stream().map(session.types::resolve).toList());
  }

  private static boolean isNamespace(Expr expr) {
    if (expr instanceof Expr.Name name) {
      return NAMESPACES.contains(name.name());
    }
    return expr instanceof Expr.Member member && isNamespace(member.target());
  }

  Bound member(Expr.Member member, Scope scope) {
    Optional<Type> type = asType(member.target(), scope);
    if (type.isPresent()) {
      return staticMember(member, type.get(), scope);
    }
    Bound target = session.expressions.check(member.target(), scope, null);
    return property(target, member, scope);
  }

  private Bound staticMember(Expr.Member member, Type type, Scope scope) {
    Optional<EnumValue> constant = constant(type, member.name());
    if (constant.isPresent()) {
      return new Bound.Constant(type, constant.get());
    }
    for (MemberDeclaration found : session.library.declared(type.name(), member.name())) {
      if (found.isStatic() && found.kind() == Kind.PROPERTY) {
        Site site = new Site(member.offset(), member.name(), null, List.of(), scope);
        Map<String, Type> bindings = Library.bindings(found.owner(), type);
        return session.overloads.choose(List.of(new Candidate(found, bindings)), site, List.of());
      }
    }
    return unknown(member.offset(), type, member.name());
  }

  private Optional<EnumValue> constant(Type type, String name) {
    return session.library.type(type.name()).stream()
        .flatMap(d -> d.constants().stream())
        .filter(c -> c.name().equals(name))
        .findFirst();
  }

  Bound property(Bound target, Expr.Member member, Scope scope) {
    Type type = target.type();
    if (type.isLate()) {
      return late(type, Late.Kind.GET, member.name(), List.of(target));
    }
    if (type.isAnonymous()) {
      return anonymous(target, member);
    }
    for (Candidate candidate : candidates(type, member.name(), false)) {
      if (candidate.member().kind() == Kind.PROPERTY) {
        Site site = new Site(member.offset(), member.name(), target, List.of(), scope);
        return session.overloads.choose(List.of(candidate), site, List.of());
      }
    }
    if (!candidates(type, member.name(), false).isEmpty()) {
      return session.findings.report(
          member.offset(), "'" + member.name() + "' is a method: call it with ()");
    }
    return unknown(member.offset(), type, member.name());
  }

  static Bound late(Type type, Late.Kind kind, String name, List<Bound> arguments) {
    return type.equals(Type.ERROR)
        ? new Bound.Constant(Type.ERROR, null)
        : new Bound.LateCall(Type.DYNAMIC, kind, name, arguments);
  }

  private Bound anonymous(Bound target, Expr.Member member) {
    int index = target.type().memberNames().indexOf(member.name());
    if (index < 0) {
      return unknown(member.offset(), target.type(), member.name());
    }
    Operation.One get = value -> ((AnonymousObject) value).values().get(index);
    return new Bound.Invoke(target.type().argument(index), get, List.of(target), true, false);
  }

  Bound unknown(int offset, Type type, String name) {
    return session.findings.report(offset, "'" + type + "' has no member '" + name + "'");
  }

  /** Members of this name on the type and its supertypes, nearest first. */
  List<Candidate> candidates(Type type, String name, boolean isStatic) {
    List<Candidate> candidates = new ArrayList<>();
    for (Type level : levels(type)) {
      String owner = level.isNullable() ? "Nullable" : level.name();
      for (MemberDeclaration member : session.library.declared(owner, name)) {
        if (member.isStatic() == isStatic) {
          candidates.add(new Candidate(member, Library.bindings(member.owner(), level)));
        }
      }
    }
    return candidates;
  }

  private Set<Type> levels(Type type) {
    Set<Type> levels = new LinkedHashSet<>();
    List<Type> row = List.of(type);
    while (!row.isEmpty() && levels.size() < 100) {
      levels.addAll(row);
      row = row.stream().flatMap(t -> session.library.parents(t).stream()).toList();
    }
    levels.add(Type.OBJECT);
    return levels;
  }

  Bound index(Expr.Index index, Scope scope) {
    Bound target = session.expressions.check(index.target(), scope, null);
    return index(target, index, scope);
  }

  private Bound index(Bound target, Expr.Index index, Scope scope) {
    List<Given> given = session.calls.given(index.arguments(), scope);
    Type type = target.type();
    if (type.isLate()) {
      List<Bound> arguments = new ArrayList<>(List.of(target));
      given.forEach(g -> arguments.add(g.bound()));
      return late(type, Late.Kind.INDEX, "this", arguments);
    }
    Site site = new Site(index.offset(), "this", target, List.of(), scope);
    List<Candidate> candidates = candidates(type, "this", false);
    Bound chosen = session.calls.nearest(candidates, site, given);
    if (chosen != null) {
      return chosen;
    }
    return session.findings.report(
        index.offset(),
        candidates.isEmpty()
            ? "'" + type + "' cannot be indexed"
            : "'" + type + "' cannot be indexed by " + session.calls.shown(given));
  }
}
