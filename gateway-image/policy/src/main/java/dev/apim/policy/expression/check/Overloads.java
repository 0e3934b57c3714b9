package dev.apim.policy.expression.check;

import dev.apim.policy.expression.parse.Expr;
import dev.apim.policy.expression.type.MemberDeclaration;
import dev.apim.policy.expression.type.MemberDeclaration.Kind;
import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Parameter;
import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses the member that fits the arguments best and makes the call. */
final class Overloads {

  /** An argument; {@code bound} is null where it takes its type from the parameter. */
  record Given(String name, Expr expr, Bound bound) {}

  /** A member and what the variables of its owner stand for. */
  record Candidate(MemberDeclaration member, Map<String, Type> bindings) {}

  /** What is called: receiver null for static members, type arguments where they are written. */
  record Site(int offset, String name, Bound receiver, List<Type> typeArguments, Scope scope) {}

  private record Fit(
      Candidate candidate, Map<String, Type> bindings, List<Bound> arguments, int cost) {}

  private final Session session;

  Overloads(Session session) {
    this.session = session;
  }

  /** The call of the best candidate, or null where none fits. */
  Bound choose(List<Candidate> candidates, Site site, List<Given> given) {
    Fit best = null;
    for (Candidate candidate : candidates) {
      Fit fit = fit(candidate, site, given);
      if (fit != null && (best == null || fit.cost < best.cost)) {
        best = fit;
      }
    }
    return best == null ? null : call(best, site);
  }

  private Bound call(Fit fit, Site site) {
    MemberDeclaration member = fit.candidate.member();
    List<Bound> arguments = new ArrayList<>();
    if (site.receiver != null && !member.isStatic()) {
      arguments.add(site.receiver);
    }
    arguments.addAll(fit.arguments);
    List<Type> typeArguments = new ArrayList<>();
    member.owner().arguments().forEach(a -> typeArguments.add(a.substitute(fit.bindings)));
    member.variables().forEach(v -> typeArguments.add(bound(v, fit.bindings)));
    session.members.add(member.toString());
    boolean guarded =
        !member.isStatic()
            && member.kind() != Kind.OPERATOR
            && !member.owner().name().equals("Nullable");
    Operation operation = member.operation().apply(typeArguments);
    Type result = closed(member.result().substitute(fit.bindings));
    return new Bound.Invoke(result, operation, arguments, guarded, member.pure());
  }

  private static Type bound(String variable, Map<String, Type> bindings) {
    return closed(bindings.getOrDefault("'" + variable, Type.DYNAMIC));
  }

  /** Variables that nothing was said about are dynamic. */
  private static Type closed(Type type) {
    if (type.isVariable()) {
      return Type.DYNAMIC;
    }
    if (!type.mentionsVariable()) {
      return type;
    }
    return new Type(type.name(), type.arguments().stream().map(Overloads::closed).toList());
  }

  private Fit fit(Candidate candidate, Site site, List<Given> given) {
    List<Parameter> parameters = candidate.member().parameters();
    Fit normal = fit(candidate, site, assign(parameters, given, false), false);
    boolean rest = !parameters.isEmpty() && parameters.get(parameters.size() - 1).rest();
    return normal == null && rest
        ? fit(candidate, site, assign(parameters, given, true), true)
        : normal;
  }

  /** Arguments by parameter; null where they do not fit in number or name. */
  private static List<List<Given>> assign(
      List<Parameter> parameters, List<Given> given, boolean expanded) {
    List<List<Given>> assigned = new ArrayList<>();
    parameters.forEach(p -> assigned.add(new ArrayList<>()));
    int position = 0;
    for (Given argument : given) {
      int index = argument.name == null ? position++ : indexOf(parameters, argument.name);
      if (expanded && index >= parameters.size()) {
        index = parameters.size() - 1;
      }
      if (index < 0 || index >= parameters.size()) {
        return null;
      }
      boolean collects = expanded && index == parameters.size() - 1;
      if (!assigned.get(index).isEmpty() && !collects) {
        return null;
      }
      assigned.get(index).add(argument);
    }
    return assigned;
  }

  private static int indexOf(List<Parameter> parameters, String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Fit fit(Candidate candidate, Site site, List<List<Given>> assigned, boolean expanded) {
    MemberDeclaration member = candidate.member();
    if (assigned == null || !complete(member.parameters(), assigned, expanded)) {
      return null;
    }
    Map<String, Type> bindings = new HashMap<>(candidate.bindings());
    for (int i = 0; i < site.typeArguments.size() && i < member.variables().size(); i++) {
      bindings.put("'" + member.variables().get(i), site.typeArguments.get(i));
    }
    if (site.typeArguments.size() > member.variables().size()) {
      return null;
    }
    infer(member.parameters(), assigned, expanded, bindings);
    List<Bound> arguments = new ArrayList<>();
    int cost = expanded ? 3 : 0;
    for (int i = 0; i < assigned.size(); i++) {
      Parameter parameter = member.parameters().get(i);
      boolean collects = expanded && i == assigned.size() - 1;
      Argued argued =
          collects
              ? collect(parameter, assigned.get(i), bindings, site.scope)
              : argue(parameter, parameter.type(), assigned.get(i), bindings, site.scope);
      if (argued == null) {
        return null;
      }
      arguments.add(argued.value);
      cost += argued.cost;
    }
    return new Fit(candidate, bindings, arguments, cost);
  }

  private record Argued(Bound value, int cost) {}

  private static boolean complete(
      List<Parameter> parameters, List<List<Given>> assigned, boolean expanded) {
    for (int i = 0; i < parameters.size(); i++) {
      boolean may = parameters.get(i).optional() || expanded && i == parameters.size() - 1;
      if (assigned.get(i).isEmpty() && !may) {
        return false;
      }
    }
    return true;
  }

  private void infer(
      List<Parameter> parameters,
      List<List<Given>> assigned,
      boolean expanded,
      Map<String, Type> bindings) {
    for (int i = 0; i < parameters.size(); i++) {
      Type type = parameters.get(i).type();
      boolean collects = expanded && i == parameters.size() - 1;
      for (Given argument : assigned.get(i)) {
        if (argument.bound != null) {
          session.inference.unify(
              collects ? type.argument(0) : type, argument.bound.type(), bindings);
        }
      }
    }
  }

  private Argued collect(
      Parameter parameter, List<Given> given, Map<String, Type> bindings, Scope scope) {
    Type element = parameter.type().argument(0);
    List<Bound> elements = new ArrayList<>();
    int cost = 0;
    for (Given argument : given) {
      Argued argued = argue(parameter, element, List.of(argument), bindings, scope);
      if (argued == null) {
        return null;
      }
      elements.add(argued.value);
      cost += argued.cost;
    }
    return new Argued(
        new Bound.NewArray(closed(parameter.type().substitute(bindings)), elements), cost);
  }

  private Argued argue(
      Parameter parameter, Type type, List<Given> given, Map<String, Type> bindings, Scope scope) {
    if (given.isEmpty()) {
      return new Argued(new Bound.Constant(type, parameter.defaultValue()), 1);
    }
    Given argument = given.get(0);
    if (argument.expr instanceof Expr.Out out) {
      return parameter.out()
          ? new Argued(session.assignments.out(out, closed(type.substitute(bindings)), scope), 0)
          : null;
    }
    if (parameter.out()) {
      return null;
    }
    return argument.bound == null
        ? deferred(argument.expr, type, bindings, scope)
        : converted(argument.bound, closed(type.substitute(bindings)));
  }

  private Argued converted(Bound value, Type type) {
    Conversions.Conversion conversion = session.conversions.implicit(value, type);
    return conversion == null
        ? null
        : new Argued(session.tryConvert(value, type), conversion.cost());
  }

  /** Lambdas, method groups and what else has no type without a target. */
  private Argued deferred(Expr expr, Type type, Map<String, Type> bindings, Scope scope) {
    int mark = session.findings.mark();
    Bound value;
    if (type.isFunction()) {
      value = session.lambdas.checkFor(expr, type, bindings, scope);
    } else {
      value =
          expr instanceof Expr.Lambda
              ? null
              : session.expressions.check(expr, scope, closed(type.substitute(bindings)));
    }
    if (value == null) {
      return null;
    }
    if (session.findings.mark() > mark && session.lambdas.isTrial()) {
      session.findings.rollback(mark);
      return null;
    }
    return type.isFunction()
        ? new Argued(value, 0)
        : converted(value, closed(type.substitute(bindings)));
  }
}
