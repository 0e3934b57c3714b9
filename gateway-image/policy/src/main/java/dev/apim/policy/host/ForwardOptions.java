package dev.apim.policy.host;

import java.time.Duration;

/**
 * How forward-request goes to the backend.
 *
 * @param timeout until the backend's headers are there; null is the gateway's default
 * @param continueTimeout wait for "100 Continue"; null for none
 * @param bufferResponse false where each piece goes to the client as it comes
 * @param httpVersion {@code 1}, {@code 2} or {@code 2or1}
 */
public record ForwardOptions(
    Duration timeout,
    Duration continueTimeout,
    boolean followRedirects,
    boolean bufferRequestBody,
    boolean bufferResponse,
    String httpVersion) {

  /** What holds where no forward-request says otherwise. */
  public static final ForwardOptions DEFAULTS =
      new ForwardOptions(null, null, false, false, true, "1");
}
