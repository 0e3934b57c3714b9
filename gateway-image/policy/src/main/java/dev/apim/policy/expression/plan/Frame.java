package dev.apim.policy.expression.plan;

import dev.apim.policy.expression.type.Evaluation;
import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;

/** The state of one evaluation: variables, what is returned, what may still be spent. */
final class Frame implements Evaluation {

  private static final int DEEPEST = 200;

  final Object[] slots;
  private final Object context;
  private long fuel;
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
    if (fuel < 0) {
      throw new LimitException("the expression runs too long: it was stopped");
    }
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
