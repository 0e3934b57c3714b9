package dev.apim.policy;

import java.util.Optional;

/** Says what is wrong with a certificate and its key before anybody uses them; shows no key. */
public final class PemCheck {

  private PemCheck() {}

  /**
   * The problem; empty where there is none.
   *
   * @param certificate the certificate in PEM, then those above it
   * @param key the private key in PEM, PKCS#8, PKCS#1 or SEC 1
   * @param certificateName what messages call the one
   * @param keyName what messages call the other
   */
  public static Optional<String> problem(
      String certificate, String key, String certificateName, String keyName) {
    return PemVerdict.of(certificate, key, certificateName, keyName).problem();
  }
}
