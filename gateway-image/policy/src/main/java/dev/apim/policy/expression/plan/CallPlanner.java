package dev.apim.policy.expression.plan;

import dev.apim.policy.expression.check.Bound;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Operation;

/** Calls of library code, one closure for each number of arguments. */
final class CallPlanner {

  Node plan(Bound.Invoke invoke, Node[] arguments) {
    Node call = call(invoke, arguments);
    return invoke.pure() ? folded(call, arguments) : call;
  }

  /** The value itself where all arguments are constants and the value can be shared. */
  private static Node folded(Node call, Node[] arguments) {
    for (Node argument : arguments) {
      if (!(argument instanceof Planner.Fixed)) {
        return call;
      }
    }
    if (arguments.length == 0) {
      return call;
    }
    try {
      Object value = call.evaluate(new Frame(0, null, 10_000));
      boolean shared =
          value instanceof String
              || value instanceof Number
              || value instanceof Boolean
              || value instanceof Character;
      return shared ? new Planner.Fixed(value) : call;
    } catch (RuntimeException e) {
      return call;
    }
  }

  private static Node call(Bound.Invoke invoke, Node[] arguments) {
    boolean guarded = invoke.guarded();
    Operation operation = invoke.operation();
    if (operation instanceof Operation.One one) {
      return one(one, guarded, arguments[0]);
    } else if (operation instanceof Operation.Two two) {
      return two(two, guarded, arguments[0], arguments[1]);
    } else if (operation instanceof Operation.Three three) {
      return three(three, guarded, arguments);
    } else if (operation instanceof Operation.Zero zero) {
      return frame -> zero.apply();
    }
    return many((Operation.Many) operation, guarded, arguments);
  }

  private static Node one(Operation.One code, boolean guarded, Node a) {
    if (!guarded) {
      return frame -> frame.charge(code.apply(frame.charge(a.evaluate(frame))));
    }
    return frame -> frame.charge(code.apply(guard(frame.charge(a.evaluate(frame)))));
  }

  private static Node two(Operation.Two code, boolean guarded, Node a, Node b) {
    if (!guarded) {
      return frame ->
          frame.charge(
              code.apply(frame.charge(a.evaluate(frame)), frame.charge(b.evaluate(frame))));
    }
    return frame ->
        frame.charge(
            code.apply(guard(frame.charge(a.evaluate(frame))), frame.charge(b.evaluate(frame))));
  }

  private static Node three(Operation.Three code, boolean guarded, Node[] nodes) {
    Node a = nodes[0];
    Node b = nodes[1];
    Node c = nodes[2];
    return frame -> {
      Object first = frame.charge(a.evaluate(frame));
      return frame.charge(
          code.apply(
              guarded ? guard(first) : first,
              frame.charge(b.evaluate(frame)),
              frame.charge(c.evaluate(frame))));
    };
  }

  private static Node many(Operation.Many code, boolean guarded, Node[] nodes) {
    return frame -> {
      Object[] values = new Object[nodes.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = frame.charge(nodes[i].evaluate(frame));
        if (i == 0 && guarded) {
          guard(values[0]);
        }
      }
      return frame.charge(code.apply(frame, values));
    };
  }

  private static Object guard(Object receiver) {
    if (receiver == null) {
      throw Fault.nullReference();
    }
    return receiver;
  }
}
