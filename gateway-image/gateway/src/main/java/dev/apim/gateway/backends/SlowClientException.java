package dev.apim.gateway.backends;

/** The client has stopped in the middle of its body; the backend has only waited for the rest. */
public final class SlowClientException extends RuntimeException {

  /** Of any. */
  public SlowClientException() {
    super("the rest of the body did not come in time");
  }
}
