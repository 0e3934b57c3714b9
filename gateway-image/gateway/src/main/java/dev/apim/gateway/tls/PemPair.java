package dev.apim.gateway.tls;

/**
 * A certificate with its chain, and its private key, both PEM.
 *
 * @param certificate the certificate, then those above it
 * @param key the private key, PKCS#8 or PKCS#1
 */
public record PemPair(String certificate, String key) {

  @Override
  public String toString() {
    return "PemPair";
  }
}
