package dev.apim.policy.context;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** One exchange: behind the name {@code context} of expressions and under every policy. */
public interface PolicyContext {

  RequestMessage request();

  /** The response, null before there is one. */
  ResponseMessage response();

  /** Variables by name; policies write them. */
  Map<String, Object> variables();

  /** What is known of the API, operation, product, subscription, user and deployment. */
  ExchangeFacts facts();

  /** The failure that the on-error section handles, else null. */
  ErrorFacts lastError();

  UUID requestId();

  Instant timestamp();

  Duration elapsed();

  /** How much longer an expression may take than on a thread that others wait for. */
  default Duration moreTime() {
    return Duration.ZERO;
  }

  /** Whether every step of it is seen by somebody. */
  default boolean isTraced() {
    return false;
  }

  /** Takes a line that an expression or the trace policy writes. */
  void trace(String message);
}
