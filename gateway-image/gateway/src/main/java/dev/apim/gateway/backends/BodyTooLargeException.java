package dev.apim.gateway.backends;

/** A body exceeds what is let through, or kept in memory for policies. */
public final class BodyTooLargeException extends RuntimeException {

  /**
   * Of one that is longer.
   *
   * @param most bytes
   */
  public BodyTooLargeException(long most) {
    super("the body exceeds " + most + " bytes, more than is taken");
  }
}
