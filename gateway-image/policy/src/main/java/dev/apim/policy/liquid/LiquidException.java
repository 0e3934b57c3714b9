package dev.apim.policy.liquid;

/** A text is no template. */
public final class LiquidException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;

  LiquidException(int offset, String message) {
    super(message);
    this.offset = offset;
  }

  /** Where in the text. */
  public int offset() {
    return offset;
  }
}
