package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what the variables of a generic signature stand for from the types of the arguments. */
final class Inference {

  private final Library library;
  private final Conversions conversions;

  Inference(Library library, Conversions conversions) {
    this.library = library;
    this.conversions = conversions;
  }

  void unify(Type parameter, Type argument, Map<String, Type> bindings) {
    if (!parameter.mentionsVariable() || argument.equals(Type.ERROR)) {
      return;
    }
    if (parameter.isVariable()) {
      bind(parameter.name(), argument, bindings);
      return;
    }
    if (argument.isLate()) {
      bindAll(parameter, bindings);
      return;
    }
    if (parameter.isNullable() && !argument.isNullable()) {
      unify(parameter.argument(0), argument, bindings);
      return;
    }
    Optional<Type> seen = library.as(argument, parameter.name());
    if (seen.isPresent() && seen.get().arguments().size() == parameter.arguments().size()) {
      List<Type> actual = seen.get().arguments();
      for (int i = 0; i < actual.size(); i++) {
        unify(parameter.argument(i), actual.get(i), bindings);
      }
    }
  }

  private void bind(String variable, Type argument, Map<String, Type> bindings) {
    Type before = bindings.get(variable);
    if (before == null || before.equals(Type.NULL)) {
      bindings.put(variable, argument);
    } else if (!argument.equals(Type.NULL)) {
      Type common = conversions.common(before, argument);
      if (common != null) {
        bindings.put(variable, common);
      }
    }
  }

  private void bindAll(Type parameter, Map<String, Type> bindings) {
    if (parameter.isVariable()) {
      bindings.putIfAbsent(parameter.name(), Type.DYNAMIC);
    }
    parameter.arguments().forEach(a -> bindAll(a, bindings));
  }
}
