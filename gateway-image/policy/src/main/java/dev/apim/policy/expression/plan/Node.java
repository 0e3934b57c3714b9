package dev.apim.policy.expression.plan;

/** One planned expression. */
interface Node {

  Object evaluate(Frame frame);

  /** The value of a condition. */
  default boolean test(Frame frame) {
    return (Boolean) evaluate(frame);
  }
}
