package dev.apim.gateway.router;

import dev.apim.policy.context.ExchangeFacts;

/**
 * Who calls, as far as a subscription key tells.
 *
 * @param product the product that gives access; null where none does
 * @param subscription the subscription whose key was presented; null where none was needed
 */
public record Caller(ExchangeFacts.Product product, ExchangeFacts.Subscription subscription) {

  /** Somebody without a key, where none is needed. */
  public static final Caller ANYBODY = new Caller(null, null);
}
