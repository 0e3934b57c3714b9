package dev.apim.policy.step;

import dev.apim.policy.host.Failure;
import java.util.Map;

/** A policy that refuses: the section ends and on-error begins. */
final class PolicyFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;
  private final transient Map<String, String> headers;

  PolicyFailure(String reason, String message, int status) {
    this(new Failure(reason, message, status), Map.of());
  }

  /** A refusal whose answer carries headers. */
  PolicyFailure(Failure failure, Map<String, String> headers) {
    super(failure.message(), null, false, false);
    this.failure = failure;
    this.headers = headers;
  }

  Failure failure() {
    return failure;
  }

  Map<String, String> headers() {
    return headers;
  }
}
