package dev.apim.gateway.tls;

import dev.apim.policy.PemCheck;
import java.util.Optional;

/**
 * A certificate with its chain, and its private key, both PEM.
 *
 * @param certificate the certificate, then those above it
 * @param key the private key, PKCS#8 or PKCS#1
 */
public record PemPair(String certificate, String key) {

  /** What is wrong with it; empty where nothing is. */
  Optional<String> problem() {
    return PemCheck.problem(certificate, key, "tls.crt", "tls.key");
  }

  @Override
  public String toString() {
    return "PemPair";
  }
}
