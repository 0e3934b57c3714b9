package dev.apim.policy.expression.check;

import dev.apim.policy.expression.check.Overloads.Candidate;
import dev.apim.policy.expression.check.Overloads.Given;
import dev.apim.policy.expression.check.Overloads.Site;
import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.MemberDeclaration.Kind;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls of methods, of lambdas in variables and of local functions. */
final class CallChecker {

  private static final Operation.Many CALL =
      (evaluation, arguments) -> {
        if (arguments[0] == null) {
          throw dev.apim.policy.expression.type.Fault.nullReference();
        }
        return ((Callable) arguments[0]).call(Arrays.copyOfRange(arguments, 1, arguments.length));
      };

  private final Session session;

  CallChecker(Session session) {
    this.session = session;
  }

  /** Arguments, checked where they have a type of their own. */
  List<Given> given(List<Expr.Argument> arguments, Scope scope) {
    List<Given> given = new ArrayList<>();
    for (Expr.Argument argument : arguments) {
      Expr expr = argument.value();
      Bound bound = isDeferred(expr, scope) ? null : session.expressions.check(expr, scope, null);
      given.add(new Given(argument.name(), expr, bound));
    }
    return given;
  }

  private boolean isDeferred(Expr expr, Scope scope) {
    if (expr instanceof Expr.Lambda
        || expr instanceof Expr.Out
        || expr instanceof Expr.ArrayLiteral
        || expr instanceof Expr.Default d && d.type() == null) {
      return true;
    }
    return expr instanceof Expr.Member member && isMethodGroup(member, scope);
  }

  private boolean isMethodGroup(Expr.Member member, Scope scope) {
    Optional<Type> type = session.memberChecker.asType(member.target(), scope);
    return type.isPresent()
        && !session.library.declared(type.get().name(), member.name()).isEmpty()
        && session.library.declared(type.get().name(), member.name()).stream()
            .allMatch(m -> m.kind() == Kind.METHOD);
  }

  Bound call(Expr.Call call, Scope scope) {
    session.findings.step(call.offset());
    if (call.target() instanceof Expr.Member member) {
      return memberCall(call, member, scope);
    }
    if (call.target() instanceof Expr.Name name && name.name().equals("nameof")) {
      return nameOf(call);
    }
    Bound target = session.expressions.check(call.target(), scope, null);
    return invoke(call, target, scope);
  }

  private Bound nameOf(Expr.Call call) {
    Expr argument = call.arguments().isEmpty() ? null : call.arguments().get(0).value();
    if (argument instanceof Expr.Name name) {
      return new Bound.Constant(Type.STRING, name.name());
    }
    if (argument instanceof Expr.Member member) {
      return new Bound.Constant(Type.STRING, member.name());
    }
    return session.findings.report(call.offset(), "'nameof' needs a name");
  }

  private Bound memberCall(Expr.Call call, Expr.Member member, Scope scope) {
    Optional<Type> type = session.memberChecker.asType(member.target(), scope);
    if (type.isPresent()) {
      return method(call, member, new Callee(type.get(), null), scope);
    }
    Bound target = session.expressions.check(member.target(), scope, null);
    if (target.type().isLate()) {
      List<Bound> arguments = new ArrayList<>(List.of(target));
      given(call.arguments(), scope).forEach(g -> arguments.add(lateArgument(g, scope)));
      return MemberChecker.late(target.type(), Late.Kind.CALL, member.name(), arguments);
    }
    if (target.type().isFunction() && member.name().equals("Invoke")) {
      return invoke(call, target, scope);
    }
    return method(call, member, new Callee(target.type(), target), scope);
  }

  /** The type whose members are searched, and the receiver unless they are static. */
  private record Callee(Type type, Bound receiver) {}

  private Bound lateArgument(Given given, Scope scope) {
    if (given.bound() != null) {
      return given.bound();
    }
    if (given.expr() instanceof Expr.Lambda lambda) {
      List<Type> parameters = lambda.parameters().stream().map(p -> Type.DYNAMIC).toList();
      return session.lambdas.check(lambda, parameters, null, scope);
    }
    return session.findings.report(
        given.expr().offset(), "this argument needs a method whose parameters are known");
  }

  private Bound method(Expr.Call call, Expr.Member member, Callee callee, Scope scope) {
    List<Given> given = given(call.arguments(), scope);
    List<Type> typeArguments = member.typeArguments().stream().map(session.types::resolve).toList();
    Site site = new Site(member.offset(), member.name(), callee.receiver, typeArguments, scope);
    List<Candidate> candidates =
        session.memberChecker.candidates(callee.type, member.name(), callee.receiver == null);
    List<Candidate> methods =
        candidates.stream().filter(c -> c.member().kind() == Kind.METHOD).toList();
    if (methods.isEmpty()) {
      return noMethod(call, member, callee, scope);
    }
    Bound chosen = nearest(methods, site, given);
    return chosen != null ? chosen : noOverload(methods, site, given, callee);
  }

  private Bound noMethod(Expr.Call call, Expr.Member member, Callee callee, Scope scope) {
    if (callee.receiver == null) {
      return session.memberChecker.unknown(member.offset(), callee.type, member.name());
    }
    Bound property = session.memberChecker.property(callee.receiver, member, scope);
    return property.type().equals(Type.ERROR) ? property : invoke(call, property, scope);
  }

  private Bound noOverload(List<Candidate> methods, Site site, List<Given> given, Callee callee) {
    if (given.stream().anyMatch(g -> g.bound() != null && g.bound().type().equals(Type.ERROR))) {
      return new Bound.Constant(Type.ERROR, null);
    }
    String others =
        methods.stream()
            .map(CallChecker::signature)
            .distinct()
            .limit(4)
            .collect(Collectors.joining(", "));
    return session.findings.report(
        site.offset(),
        "'"
            + callee.type
            + "."
            + site.name()
            + "' cannot be called with "
            + shown(given)
            + "; there is: "
            + others);
  }

  private static String signature(Candidate candidate) {
    return candidate.member().parameters().stream()
        .map(p -> p.type().substitute(candidate.bindings()).toString())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Arguments' types for a message. */
  String shown(List<Given> given) {
    return given.stream()
        .map(g -> g.bound() == null ? "a lambda" : g.bound().type().toString())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The best of the nearest type that has one that fits. */
  Bound nearest(List<Candidate> candidates, Site site, List<Given> given) {
    Map<String, List<Candidate>> levels = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (couldFit(candidate, given)) {
        levels
            .computeIfAbsent(candidate.member().owner().name(), k -> new ArrayList<>())
            .add(candidate);
      }
    }
    boolean trial = levels.values().stream().mapToInt(List::size).sum() > 1;
    for (List<Candidate> level : levels.values()) {
      Bound chosen = attempt(level, site, given, trial);
      if (chosen != null) {
        return chosen;
      }
    }
    return trial ? explained(levels, site, given) : null;
  }

  private Bound attempt(List<Candidate> level, Site site, List<Given> given, boolean trial) {
    if (!trial) {
      return session.overloads.choose(level, site, given);
    }
    session.lambdas.beginTrial();
    try {
      return session.overloads.choose(level, site, given);
    } finally {
      session.lambdas.endTrial();
    }
  }

  /** All overloads failed because of what a lambda says: say what is wrong in the lambda. */
  private Bound explained(Map<String, List<Candidate>> levels, Site site, List<Given> given) {
    if (session.lambdas.isTrial()
        || given.stream().noneMatch(g -> g.expr() instanceof Expr.Lambda)) {
      return null;
    }
    List<Candidate> first = levels.values().iterator().next();
    return session.overloads.choose(first.subList(0, 1), site, given);
  }

  private static boolean couldFit(Candidate candidate, List<Given> given) {
    var parameters = candidate.member().parameters();
    boolean rest = !parameters.isEmpty() && parameters.get(parameters.size() - 1).rest();
    long needed = parameters.stream().filter(p -> !p.optional() && !p.rest()).count();
    if (given.size() < needed || !rest && given.size() > parameters.size()) {
      return false;
    }
    for (int i = 0; i < given.size() && i < parameters.size(); i++) {
      Type type = parameters.get(i).type();
      if (given.get(i).name() == null
          && given.get(i).expr() instanceof Expr.Lambda lambda
          && !(rest && i == parameters.size() - 1)
          && !(type.isFunction() && type.parameters().size() == lambda.parameters().size())) {
        return false;
      }
    }
    return true;
  }

  /** A call of a value that is a function. */
  private Bound invoke(Expr.Call call, Bound target, Scope scope) {
    Type type = target.type();
    List<Given> given = given(call.arguments(), scope);
    List<Bound> arguments = new ArrayList<>(List.of(target));
    if (type.isLate()) {
      given.forEach(g -> arguments.add(lateArgument(g, scope)));
      return type.equals(Type.ERROR)
          ? target
          : new Bound.Invoke(Type.DYNAMIC, CALL, arguments, false, false);
    }
    if (!type.isFunction()) {
      return session.findings.report(call.offset(), "'" + type + "' cannot be called");
    }
    if (given.size() != type.parameters().size()) {
      return session.findings.report(
          call.offset(), "the function needs " + type.parameters().size() + " arguments");
    }
    for (int i = 0; i < given.size(); i++) {
      Type wanted = type.parameters().get(i);
      Given argument = given.get(i);
      Bound value =
          argument.bound() != null
              ? argument.bound()
              : session.expressions.check(argument.expr(), scope, wanted);
      arguments.add(session.convert(argument.expr().offset(), value, wanted));
    }
    return new Bound.Invoke(type.result(), CALL, arguments, false, false);
  }
}
