package dev.apim.gateway.router;

/** A revision that this gateway cannot serve whole; the message says which part and why. */
public final class RevisionRefusedException extends RuntimeException {

  RevisionRefusedException(String message) {
    super(message);
  }
}
