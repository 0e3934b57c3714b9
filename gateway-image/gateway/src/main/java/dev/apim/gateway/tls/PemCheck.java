package dev.apim.gateway.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a pair before a listener takes it; never shows any of the key. */
final class PemCheck {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private PemCheck() {}

  /** The problem; empty where there is none. */
  static Optional<String> problem(PemPair pair) {
    X509Certificate certificate;
    try {
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(
                          pair.certificate().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      return Optional.of("tls.crt holds no PEM certificate");
    }
    if (!pair.key().contains("PRIVATE KEY-----")) {
      return Optional.of("tls.key holds no PEM private key");
    }
    Matcher key = PKCS8.matcher(pair.key());
    return key.find() && !fits(key.group(1), certificate.getPublicKey())
        ? Optional.of("tls.key is not the key of tls.crt")
        : Optional.empty();
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
