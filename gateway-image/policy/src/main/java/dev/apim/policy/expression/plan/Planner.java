package dev.apim.policy.expression.plan;

import dev.apim.policy.expression.check.Bound;
import dev.apim.policy.expression.check.BoundStatement;
import dev.apim.policy.expression.check.Checked;
import dev.apim.policy.expression.check.LateBinder;
import dev.apim.policy.expression.type.Callable;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.Library;
import dev.apim.policy.expression.type.OutArgument;
import dev.apim.policy.expression.type.Type;
import java.util.Arrays;
import java.util.List;

/** Makes closures of checked trees. */
public final class Planner {

  /** A value known when the plan is made. */
  record Fixed(Object value) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      return value;
    }
  }

  private final LateBinder late;
  private final CallPlanner calls;
  private final StatementPlanner statements;

  public Planner(Library library) {
    this.late = new LateBinder(library);
    this.calls = new CallPlanner();
    this.statements = new StatementPlanner(this);
  }

  /** The plan of an expression that was checked without findings. */
  public Plan plan(Checked checked) {
    Step body = statements.plan(checked.body());
    return new Plan(body, checked.slots(), only(checked.body()));
  }

  private Node only(BoundStatement body) {
    if (body instanceof BoundStatement.Block block && block.statements().size() == 1) {
      return only(block.statements().get(0));
    }
    boolean returns = body instanceof BoundStatement.Return result && result.value() != null;
    return returns ? node(((BoundStatement.Return) body).value()) : null;
  }

  Node node(Bound bound) {
    if (bound instanceof Bound.Constant constant) {
      return new Fixed(constant.value());
    } else if (bound instanceof Bound.Local local) {
      int slot = local.slot();
      return frame -> frame.slots[slot];
    } else if (bound instanceof Bound.Invoke invoke) {
      return calls.plan(invoke, nodes(invoke.arguments()));
    } else if (bound instanceof Bound.SetLocal set) {
      return set(set);
    } else if (bound instanceof Bound.Choose choose) {
      return choose(choose);
    } else if (bound instanceof Bound.Logic logic) {
      return logic(logic);
    } else if (bound instanceof Bound.Coalesce coalesce) {
      return coalesce(coalesce);
    }
    return rest(bound);
  }

  private Node rest(Bound bound) {
    if (bound instanceof Bound.NullSafe safe) {
      return nullSafe(safe);
    } else if (bound instanceof Bound.Sequence sequence) {
      return sequence(sequence);
    } else if (bound instanceof Bound.NewArray array) {
      return array(array);
    } else if (bound instanceof Bound.Function function) {
      return function(function);
    } else if (bound instanceof Bound.LateCall call) {
      return lateCall(call);
    } else if (bound instanceof Bound.Out out) {
      int slot = out.slot();
      return frame -> (OutArgument) value -> frame.slots[slot] = value;
    }
    Node value = node(((Bound.Throw) bound).value());
    return frame -> {
      throw fault(value.evaluate(frame));
    };
  }

  static Fault fault(Object value) {
    if (value instanceof Fault fault) {
      return new Fault(fault.type(), fault.getMessage(), fault.carried());
    }
    return value == null ? Fault.nullReference() : Fault.invalidCast(value, "Exception");
  }

  private Node[] nodes(List<Bound> bounds) {
    return bounds.stream().map(this::node).toArray(Node[]::new);
  }

  private Node set(Bound.SetLocal set) {
    Node value = node(set.value());
    int slot = set.slot();
    return frame -> frame.slots[slot] = value.evaluate(frame);
  }

  private Node choose(Bound.Choose choose) {
    Node condition = node(choose.condition());
    Node then = node(choose.then());
    Node otherwise = node(choose.otherwise());
    if (condition instanceof Fixed fixed) {
      return (Boolean) fixed.value() ? then : otherwise;
    }
    return frame -> condition.test(frame) ? then.evaluate(frame) : otherwise.evaluate(frame);
  }

  private Node logic(Bound.Logic logic) {
    Node left = node(logic.left());
    Node right = node(logic.right());
    boolean and = logic.and();
    if (left instanceof Fixed fixed) {
      return (Boolean) fixed.value() == and ? right : left;
    }
    return and
        ? frame -> left.test(frame) && right.test(frame)
        : frame -> left.test(frame) || right.test(frame);
  }

  private Node coalesce(Bound.Coalesce coalesce) {
    Node left = node(coalesce.left());
    Node right = node(coalesce.right());
    return frame -> {
      Object value = left.evaluate(frame);
      return value != null ? value : right.evaluate(frame);
    };
  }

  private Node nullSafe(Bound.NullSafe safe) {
    Node target = node(safe.target());
    Node chain = node(safe.chain());
    int slot = safe.slot();
    return frame -> {
      Object value = target.evaluate(frame);
      frame.slots[slot] = value;
      return value == null ? null : chain.evaluate(frame);
    };
  }

  private Node sequence(Bound.Sequence sequence) {
    Node[] effects = nodes(sequence.effects());
    Node value = node(sequence.value());
    return frame -> {
      for (Node effect : effects) {
        effect.evaluate(frame);
      }
      return value.evaluate(frame);
    };
  }

  private Node array(Bound.NewArray array) {
    Node[] elements = nodes(array.elements());
    if (array.type().argument(0).equals(Type.BYTE)) {
      return frame -> {
        byte[] bytes = new byte[elements.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (Byte) elements[i].evaluate(frame);
        }
        return bytes;
      };
    }
    return frame -> {
      Object[] values = new Object[elements.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = elements[i].evaluate(frame);
      }
      return values;
    };
  }

  private Node lateCall(Bound.LateCall call) {
    Node[] arguments = nodes(call.arguments());
    return frame -> {
      Object[] values = new Object[arguments.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = arguments[i].evaluate(frame);
      }
      frame.spend(50);
      Bound bound = late.bind(call.kind(), call.name(), call.type(), values);
      return node(bound).evaluate(frame);
    };
  }

  private Node function(Bound.Function function) {
    Step body = statements.plan(function.body());
    int[] parameters = function.parameters().stream().mapToInt(Integer::intValue).toArray();
    int first = function.firstSlot();
    int end = function.endSlot();
    return frame -> (Callable) arguments -> call(frame, body, parameters, first, end, arguments);
  }

  /** A call may come back to the same function: its own slots are put back afterwards. */
  private static Object call(
      Frame frame, Step body, int[] parameters, int first, int end, Object[] arguments) {
    frame.enter();
    Object[] saved = Arrays.copyOfRange(frame.slots, first, end);
    Object savedResult = frame.result;
    try {
      for (int i = 0; i < parameters.length; i++) {
        frame.slots[parameters[i]] = arguments[i];
      }
      frame.result = null;
      body.run(frame);
      return frame.result;
    } finally {
      System.arraycopy(saved, 0, frame.slots, first, saved.length);
      frame.result = savedResult;
      frame.leave();
    }
  }
}
