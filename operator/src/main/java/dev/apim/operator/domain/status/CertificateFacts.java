package dev.apim.operator.domain.status;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a Secret with a certificate.
 *
 * @param secret its name
 * @param exists whether there is such a Secret
 * @param problem why its content cannot be used; empty where it can
 * @param notBefore when the certificate begins; empty where there is none
 * @param notAfter when it ends; empty where there is none
 */
public record CertificateFacts(
    String secret,
    boolean exists,
    Optional<String> problem,
    Optional<Instant> notBefore,
    Optional<Instant> notAfter) {

  /** One that does not exist. */
  public static CertificateFacts missing(String secret) {
    return new CertificateFacts(
        secret, false, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
