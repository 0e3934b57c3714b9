package dev.apim.gateway.metrics;

/** How a backend can fail a request. */
public enum BackendError {
  /** No connection could be made. */
  CONNECT("connect"),
  /** No connection, or no answer, in time. */
  TIMEOUT("timeout"),
  /** The connection broke before the answer was complete. */
  RESET("reset"),
  /** Its circuit breakers keep requests away from it. */
  OPEN("open"),
  /** All connections were busy and too many requests waited. */
  OVERLOAD("overload");

  private final String tag;

  BackendError(String tag) {
    this.tag = tag;
  }

  /** As metrics and logs name it. */
  public String tag() {
    return tag;
  }
}
