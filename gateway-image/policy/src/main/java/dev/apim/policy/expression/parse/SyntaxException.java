package dev.apim.policy.expression.parse;

/** The text is no C# that this language has; carries the offset in the expression. */
public final class SyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int offset;

  SyntaxException(int offset, String message) {
    super(message, null, false, false);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }
}
