package dev.apim.policy.expression.check;

/** Lookups on values whose type is only known when there is a value ({@code dynamic}). */
public final class Late {

  /** What is looked up; the name is the member's or operator's. */
  public enum Kind {
    GET,
    SET,
    CALL,
    INDEX,
    SET_INDEX,
    OPERATOR,
    UNARY,
    CONVERT,
    TRUTH
  }

  private Late() {}
}
