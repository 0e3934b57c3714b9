package dev.apim.policy.expression.plan;

import dev.apim.policy.context.PolicyContext;
import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;

/** The state of one evaluation: variables, what is returned, what may still be spent. */
final class Frame implements Evaluation {

  private static final int DEEPEST = 200;
  private static final long WORK_BETWEEN_LOOKS = 2_048;
  private static final long LONGEST_NANOS = 15_000_000;
  private static final long MORE_CPU_NANOS = 10_000_000;

  final Object[] slots;
  private final Object context;
  private long fuel;
  private long deadline;
  private long cpuDeadline;
  private long unlooked;
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
    unlooked += work;
    if (fuel < 0 || unlooked > WORK_BETWEEN_LOOKS && isLate()) {
      // whoever catches this has nothing left
      fuel = -1;
      throw new LimitException("the expression runs too long: it was stopped");
    }
  }

  /**
   * Work is paid by its size; the clocks are there for work that is dearer than its size. Past its
   * time, only what the thread itself takes counts: a busy machine must not stop an expression.
   */
  private boolean isLate() {
    unlooked = 0;
    long now = System.nanoTime();
    if (deadline == 0) {
      deadline = now + LONGEST_NANOS;
    }
    if (now - deadline <= 0) {
      return false;
    }
    long cpu = CpuClock.nanos();
    if (cpuDeadline == 0) {
      cpuDeadline = cpu + MORE_CPU_NANOS + moreNanos();
    }
    return cpu - cpuDeadline > 0;
  }

  private long moreNanos() {
    return context instanceof PolicyContext exchange ? exchange.moreTime().toNanos() : 0;
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
