package dev.apim.policy.expression.plan;

import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;

/** The state of one evaluation: variables, what is returned, what may still be spent. */
final class Frame implements Evaluation {

  private static final int DEEPEST = 200;
  private static final int CLOCK_MASK = 255;
  private static final long LONGEST_NANOS = 100_000_000;

  final Object[] slots;
  private final Object context;
  private long fuel;
  private long deadline;
  private int payments;
  private int depth;
  Object result;
  Fault caught;

  Frame(int slots, Object context, long fuel) {
    this.slots = new Object[slots];
    this.context = context;
    this.fuel = fuel;
  }

  @Override
  public Object context() {
    return context;
  }

  @Override
  public void spend(long work) {
    fuel -= work;
    if (fuel < 0 || (++payments & CLOCK_MASK) == 0 && isLate()) {
      throw new LimitException("the expression runs too long: it was stopped");
    }
  }

  /** Work is paid by its size; the clock is there for work that is dearer than its size. */
  private boolean isLate() {
    long now = System.nanoTime();
    if (deadline == 0) {
      deadline = now + LONGEST_NANOS;
    }
    return now - deadline > 0;
  }

  /** Pays for a value that library code is about to look at. */
  Object charge(Object value) {
    spend(Weights.of(value));
    return value;
  }

  void enter() {
    spend(1);
    if (++depth > DEEPEST) {
      throw new LimitException("the expression calls itself too deeply: it was stopped");
    }
  }

  void leave() {
    depth--;
  }
}
