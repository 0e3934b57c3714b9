package dev.apim.gateway.upstream;

import dev.apim.api.v1alpha1.BackendProtocol;
import dev.apim.api.v1alpha1.BackendTlsSpec;
import dev.apim.policy.BackendUrl;
import java.time.Duration;

/**
 * An address that requests can go to, and how it is spoken to.
 *
 * @param name of its Backend; its authority where it has none
 * @param weight share among the members of its priority
 * @param priority members of a higher number wait for those of a lower one to fail
 * @param tls what is checked of its certificate; null for all of it
 * @param credentials what every request carries
 * @param breaker null where it has none
 */
public record Member(
    String name,
    BackendUrl url,
    int weight,
    int priority,
    BackendProtocol protocol,
    BackendTlsSpec tls,
    Credentials credentials,
    Breaker breaker) {

  /** An address without a Backend. */
  static Member of(BackendUrl url) {
    return new Member(
        url.authority(), url, 1, 1, BackendProtocol.Http1, null, Credentials.NONE, null);
  }

  Member in(int otherWeight, int otherPriority) {
    return new Member(name, url, otherWeight, otherPriority, protocol, tls, credentials, breaker);
  }

  /** The same, shown another certificate of the gateway, in PEM. */
  public Member shown(String certificate, String key) {
    BackendTlsSpec shown = (tls == null ? BackendTlsSpec.DEFAULTS : tls).shown(certificate, key);
    return new Member(name, url, weight, priority, protocol, shown, credentials, breaker);
  }

  /** Whether it can be left alone. */
  public boolean hasBreaker() {
    return breaker != null;
  }

  /** Whether requests may go to it now. */
  public boolean isOpen(long now) {
    return breaker == null || breaker.allows(now);
  }

  /** Whether an answer with that status counts as a failure of the member. */
  public boolean isFailure(int status) {
    return breaker != null && breaker.isFailure(status);
  }

  /** Counts a request that went well. */
  public void succeeded(long now) {
    if (breaker != null) {
      breaker.succeeded(now);
    }
  }

  /**
   * Counts a failure.
   *
   * @param retryAfter what the member itself asks for; null where it asks for nothing
   * @return how long it is left alone from now on; null where that has not changed
   */
  public Duration failed(long now, Duration retryAfter) {
    return breaker == null ? null : breaker.failed(now, retryAfter);
  }
}
