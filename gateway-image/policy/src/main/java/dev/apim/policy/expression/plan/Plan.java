package dev.apim.policy.expression.plan;

import dev.apim.policy.expression.type.Fault;
import dev.apim.policy.expression.type.LimitException;

/** An expression ready to run, any number of times and on any thread. */
public final class Plan {

  /** Units of work that one evaluation may spend: tens of milliseconds at most. */
  public static final long FUEL = 600_000;

  private final Step body;
  private final int slots;
  private final Object constant;
  private final boolean isConstant;

  Plan(Step body, int slots, Node only) {
    this.body = body;
    this.slots = slots;
    this.isConstant = only instanceof Planner.Fixed;
    this.constant = only instanceof Planner.Fixed fixed ? fixed.value() : null;
  }

  /** True where the value is the same always. */
  public boolean isConstant() {
    return isConstant;
  }

  /**
   * Evaluates; {@code context} is what the name {@code context} stands for.
   *
   * @throws dev.apim.policy.expression.type.Fault what the expression throws and does not catch
   * @throws LimitException where it runs too long or grows too large
   */
  public Object evaluate(Object context) {
    if (isConstant) {
      return constant;
    }
    Frame frame = new Frame(slots, context, FUEL);
    try {
      body.run(frame);
      return frame.result;
    } catch (Fault | LimitException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Fault.of(e);
    } catch (StackOverflowError e) {
      throw new LimitException("the expression is nested too deeply: it was stopped");
    }
  }
}
