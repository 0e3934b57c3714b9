package dev.apim.operator.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Until when the credentials of a kubeconfig count, as far as they say so themselves. */
public final class CredentialExpiry {

  private static final int TOKEN_PARTS = 3;

  /** The year 10000: what ends later, or is told in another unit, does not say when. */
  private static final double NEVER_SECONDS = 253_402_300_800.0;

  private CredentialExpiry() {}

  /**
   * The earliest end of token and client certificate; empty where neither says one, or where the
   * kubeconfig cannot be used at all.
   */
  public static Optional<Instant> of(String kubeconfig) {
    try {
      Config config = Kubeconfig.parse(kubeconfig);
      String token =
          config.getOauthToken() == null ? config.getAutoOAuthToken() : config.getOauthToken();
      return Stream.of(token(token), certificate(config.getClientCertData()))
          .flatMap(Optional::stream)
          .min(Comparator.naturalOrder());
    } catch (ConnectionFailedException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> token(String token) {
    String[] parts = token == null ? new String[0] : token.split("\\.");
    if (parts.length != TOKEN_PARTS) {
      return Optional.empty();
    }
    try {
      JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
      return claims.path("exp").isNumber() && claims.path("exp").asDouble() < NEVER_SECONDS
          ? Optional.of(Instant.ofEpochSecond(claims.path("exp").asLong()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> certificate(String data) {
    if (data == null) {
      return Optional.empty();
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(Base64.getMimeDecoder().decode(data)));
      return Optional.of(certificate.getNotAfter().toInstant());
    } catch (CertificateException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
