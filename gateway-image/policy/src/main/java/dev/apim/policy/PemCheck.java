package dev.apim.policy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a certificate and its key before anybody uses them; shows no key. */
public final class PemCheck {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private PemCheck() {}

  /**
   * The problem; empty where there is none.
   *
   * @param certificate the certificate in PEM, then those above it
   * @param key the private key in PEM, PKCS#8 or PKCS#1
   * @param certificateName what messages call the one
   * @param keyName what messages call the other
   */
  public static Optional<String> problem(
      String certificate, String key, String certificateName, String keyName) {
    Optional<PublicKey> publicKey = publicKey(certificate);
    if (publicKey.isEmpty()) {
      return Optional.of(certificateName + " holds no PEM certificate");
    }
    if (!key.contains("PRIVATE KEY-----")) {
      return Optional.of(keyName + " holds no PEM private key");
    }
    Matcher found = PKCS8.matcher(key);
    return found.find() && !fits(found.group(1), publicKey.get())
        ? Optional.of(keyName + " is not the key of " + certificateName)
        : Optional.empty();
  }

  private static Optional<PublicKey> publicKey(String certificate) {
    ByteArrayInputStream bytes =
        new ByteArrayInputStream(certificate.getBytes(StandardCharsets.UTF_8));
    try {
      return Optional.of(
          CertificateFactory.getInstance("X.509").generateCertificate(bytes).getPublicKey());
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(String text, PublicKey of) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      PrivateKey key =
          KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      String algorithm = of.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(of);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
