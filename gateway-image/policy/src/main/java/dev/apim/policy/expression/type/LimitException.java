package dev.apim.policy.expression.type;

/** An expression ran longer or grew larger than any honest one: it is stopped and cannot catch. */
public final class LimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LimitException(String message) {
    super(message, null, false, false);
  }
}
