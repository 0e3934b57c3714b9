package dev.apim.policy.expression.plan;

/** One planned statement. */
interface Step {

  /** How a statement ended. */
  enum End {
    NEXT,
    BREAK,
    CONTINUE,
    RETURN
  }

  End run(Frame frame);
}
