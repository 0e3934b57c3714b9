package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.Reason;

/** A cluster cannot be used; the reason and message are those of its condition. */
final class ConnectionFailedException extends Exception {

  private final Reason reason;

  ConnectionFailedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /** The same, with the address that does not answer. */
  ConnectionFailedException at(String server) {
    return reason == Reason.ClusterUnreachable
        ? new ConnectionFailedException(reason, server + " does not answer: " + getMessage())
        : this;
  }
}
