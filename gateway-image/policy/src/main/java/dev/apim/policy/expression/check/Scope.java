package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Variables by name, innermost first. Slots are never used twice, so lambdas can share them. */
final class Scope {

  /** A variable. */
  record Variable(Type type, int slot) {}

  /** Counts the slots of one expression. */
  static final class Slots {
    private int next;

    int allocate() {
      return next++;
    }

    int count() {
      return next;
    }
  }

  /** What the function around must return ({@code expected}, null to find out) and what it does. */
  static final class Returns {
    final Type expected;
    final List<Type> seen = new ArrayList<>();

    Returns(Type expected) {
      this.expected = expected;
    }
  }

  private final Scope parent;
  private final Slots slots;
  private final Returns returns;
  private final Bound receiver;
  private final Map<String, Variable> variables = new HashMap<>();

  Scope(Returns returns) {
    this(null, new Slots(), returns, null);
  }

  private Scope(Scope parent, Slots slots, Returns returns, Bound receiver) {
    this.parent = parent;
    this.slots = slots;
    this.returns = returns;
    this.receiver = receiver;
  }

  Scope child() {
    return new Scope(this, slots, returns, receiver);
  }

  Scope function(Returns inner) {
    return new Scope(this, slots, inner, receiver);
  }

  /** The scope of what follows {@code ?.}. */
  Scope receiving(Bound target) {
    return new Scope(this, slots, returns, target);
  }

  Bound receiver() {
    return receiver;
  }

  Returns returns() {
    return returns;
  }

  Slots slots() {
    return slots;
  }

  Variable declare(String name, Type type) {
    Variable variable = new Variable(type, slots.allocate());
    variables.put(name, variable);
    return variable;
  }

  /** A variable without a name. */
  Variable temporary(Type type) {
    return new Variable(type, slots.allocate());
  }

  boolean declaresHere(String name) {
    return variables.containsKey(name);
  }

  Optional<Variable> find(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Variable variable = scope.variables.get(name);
      if (variable != null) {
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }
}
