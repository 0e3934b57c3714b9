package dev.apim.policy.expression.check;

import dev.apim.policy.expression.type.Operation;
import dev.apim.policy.expression.type.Type;
import java.util.List;

/** Expressions after checking. Slots are places in the frame of one evaluation. */
public sealed interface Bound {

  Type type();

  record Constant(Type type, Object value) implements Bound {}

  record Local(Type type, int slot) implements Bound {}

  record SetLocal(Type type, int slot, Bound value) implements Bound {}

  /**
   * A call of library code.
   *
   * @param guarded the first argument must not be null
   * @param pure may be folded where all arguments are constants
   */
  record Invoke(
      Type type, Operation operation, List<Bound> arguments, boolean guarded, boolean pure)
      implements Bound {}

  /** A lookup that waits for the value: see {@link Late}. */
  record LateCall(Type type, Late.Kind kind, String name, List<Bound> arguments) implements Bound {}

  record Choose(Type type, Bound condition, Bound then, Bound otherwise) implements Bound {}

  /** {@code &&} or {@code ||}. */
  record Logic(Type type, boolean and, Bound left, Bound right) implements Bound {}

  record Coalesce(Type type, Bound left, Bound right) implements Bound {}

  /** Evaluates the target into a slot, then the chain unless the target is null. */
  record NullSafe(Type type, int slot, Bound target, Bound chain) implements Bound {}

  /** A lambda; {@code firstSlot} to {@code endSlot} belong to one call of it. */
  record Function(
      Type type, List<Integer> parameters, BoundStatement body, int firstSlot, int endSlot)
      implements Bound {}

  /** Effects in order, then a value. */
  record Sequence(Type type, List<Bound> effects, Bound value) implements Bound {}

  record Throw(Type type, Bound value) implements Bound {}

  /** An {@code out} argument: where to put the value. */
  record Out(Type type, int slot) implements Bound {}

  record NewArray(Type type, List<Bound> elements) implements Bound {}
}
