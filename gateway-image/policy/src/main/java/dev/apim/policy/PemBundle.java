package dev.apim.policy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate, those above it and its private key in one text of PEM, in any order.
 *
 * @param certificate the certificates; empty where there is none
 * @param key the private key; empty where there is none
 */
public record PemBundle(String certificate, String key) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \\1-----");

  /** Takes a text apart; what is no PEM is left out. */
  public static PemBundle of(String pem) {
    StringBuilder certificates = new StringBuilder();
    String key = "";
    Matcher blocks = BLOCK.matcher(pem);
    while (blocks.find()) {
      if (blocks.group(1).equals("CERTIFICATE")) {
        certificates.append(blocks.group()).append('\n');
      } else if (key.isEmpty() && blocks.group(1).endsWith("PRIVATE KEY")) {
        key = blocks.group() + "\n";
      }
    }
    return new PemBundle(certificates.toString(), key);
  }

  /** Why nobody could sign on with it; empty where one can. */
  public Optional<String> problem() {
    return PemCheck.problem(certificate, key, "the certificate", "the private key");
  }

  /** The certificate itself; empty where the text holds none. */
  public Optional<X509Certificate> first() {
    try {
      byte[] bytes = certificate.getBytes(StandardCharsets.US_ASCII);
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** The private key of the certificate; empty where the text holds none that fits its kind. */
  public Optional<PrivateKey> privateKey() {
    try {
      Optional<X509Certificate> of = first();
      return of.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(PemKey.read(key, of.get().getPublicKey()));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** SHA-1 of the certificate in upper case hex, as clouds show it; empty where there is none. */
  public String thumbprint() {
    try {
      Optional<X509Certificate> first = first();
      return first.isEmpty()
          ? ""
          : HexFormat.of()
              .withUpperCase()
              .formatHex(MessageDigest.getInstance("SHA-1").digest(first.get().getEncoded()));
    } catch (GeneralSecurityException e) {
      return "";
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "PemBundle[" + thumbprint() + "]";
  }
}
