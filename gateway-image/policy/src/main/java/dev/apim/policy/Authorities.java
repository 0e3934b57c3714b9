package dev.apim.policy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** The certificates of the authorities that a backend's certificate may come from. */
public final class Authorities {

  private Authorities() {}

  /** What is wrong with certificates in PEM; empty where they can be used. */
  public static Optional<String> problem(String pem) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    try {
      return CertificateFactory.getInstance("X.509").generateCertificates(bytes).isEmpty()
          ? Optional.of("there is no certificate in PEM in it")
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.of("no certificates in PEM: " + e.getMessage());
    }
  }
}
