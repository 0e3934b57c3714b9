package dev.apim.policy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be said of a certificate with its private key, both PEM; nothing of the key is kept.
 *
 * @param problem why a listener cannot use them; empty where it can
 * @param notBefore when the certificate begins; empty where there is none
 * @param notAfter when it ends; empty where there is none
 */
public record PemVerdict(
    Optional<String> problem, Optional<Instant> notBefore, Optional<Instant> notAfter) {

  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  /** Judges a pair under the names that Secrets have for them. */
  public static PemVerdict of(String certificate, String key) {
    return of(certificate, key, "tls.crt", "tls.key");
  }

  /**
   * Judges a pair.
   *
   * @param certificate the certificate, then those above it
   * @param key its private key, PKCS#8, PKCS#1 or SEC 1
   * @param certificateName what messages call the one
   * @param keyName what messages call the other
   */
  public static PemVerdict of(
      String certificate, String key, String certificateName, String keyName) {
    if (certificate == null || certificate.isBlank()) {
      return unusable(certificateName + " is missing");
    }
    X509Certificate first;
    try {
      first =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(certificate.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      return unusable(certificateName + " holds no PEM certificate");
    }
    return new PemVerdict(
        problem(key, first.getPublicKey(), certificateName, keyName),
        Optional.of(first.getNotBefore().toInstant()),
        Optional.of(first.getNotAfter().toInstant()));
  }

  private static PemVerdict unusable(String problem) {
    return new PemVerdict(Optional.of(problem), Optional.empty(), Optional.empty());
  }

  private static Optional<String> problem(
      String key, PublicKey of, String certificateName, String keyName) {
    if (key == null || key.isBlank()) {
      return Optional.of(keyName + " is missing");
    }
    if (!key.contains("PRIVATE KEY-----")) {
      return Optional.of(keyName + " holds no PEM private key");
    }
    return fits(key, of)
        ? Optional.empty()
        : Optional.of(keyName + " is not the key of " + certificateName);
  }

  private static boolean fits(String pem, PublicKey of) {
    try {
      PrivateKey key = PemKey.read(pem, of);
      if (key == null) {
        return true;
      }
      Signature signature = Signature.getInstance(algorithm(of));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(of);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "EdDSA" -> "EdDSA";
      default -> "SHA256withRSA";
    };
  }
}
