package dev.apim.policy.program;

import dev.apim.policy.OwnCertificate;
import dev.apim.policy.PemBundle;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The certificates among named values by their thumbprints, for {@code
 * context.Deployment.Certificates}; read when they are first asked for.
 */
public final class OwnCertificates implements Supplier<Map<String, X509Certificate>> {

  private final Map<String, String> values;
  private volatile Map<String, X509Certificate> read;

  /** Among these values, by their names. */
  public OwnCertificates(Map<String, String> values) {
    this.values = values;
  }

  @Override
  public Map<String, X509Certificate> get() {
    Map<String, X509Certificate> known = read;
    if (known == null) {
      known = read();
      read = known;
    }
    return known;
  }

  private Map<String, X509Certificate> read() {
    Map<String, X509Certificate> certificates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.values().stream()
        .filter(value -> value.contains("-----BEGIN CERTIFICATE-----"))
        .map(PemBundle::of)
        .forEach(
            pem ->
                pem.first()
                    .ifPresent(
                        first ->
                            certificates.merge(
                                pem.thumbprint(),
                                new OwnCertificate(first, pem.privateKey().orElse(null)),
                                OwnCertificates::withKey)));
    return Collections.unmodifiableMap(certificates);
  }

  /** Of two values with one certificate, the one that has its key. */
  private static X509Certificate withKey(X509Certificate one, X509Certificate other) {
    return ((OwnCertificate) one).key() == null ? other : one;
  }
}
