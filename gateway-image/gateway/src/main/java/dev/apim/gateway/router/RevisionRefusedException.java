package dev.apim.gateway.router;

/** A revision that this gateway cannot serve whole; the message says which part and why. */
public final class RevisionRefusedException extends RuntimeException {

  /** Takes the message for the acknowledgement. */
  public RevisionRefusedException(String message) {
    super(message);
  }
}
