package dev.apim.gateway.kubernetes;

/** An answer of the API server other than success. */
public final class ApiServerException extends RuntimeException {

  private final int status;

  ApiServerException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether a failure says that the object does not exist. */
  public static boolean isNotFound(Throwable failure) {
    return failure instanceof ApiServerException e && e.status == 404;
  }
}
