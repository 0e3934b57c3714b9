package dev.apim.policy.expression.runtime;

import dev.apim.policy.expression.type.Fault;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** What a certificate calls its holder and its issuer. */
final class CertificateNames {

  private static final int SIMPLE = 0;
  private static final int DNS = 3;
  private static final int DNS_ALONE = 4;

  /** The kind of an alternative name that is one of the DNS. */
  private static final int DNS_KIND = 2;

  private CertificateNames() {}

  /**
   * The common name; or the first alternative name of the DNS, which the common name stands in for
   * only where the type lets it, as in .NET. Empty where there is none.
   */
  static String info(X509Certificate certificate, int type, boolean ofIssuer) {
    if (type != SIMPLE && type != DNS && type != DNS_ALONE) {
      throw new Fault("ArgumentException", "Only SimpleName and DNS names are supported.");
    }
    Optional<String> dns = type == SIMPLE ? Optional.empty() : dns(certificate, ofIssuer);
    X500Principal name =
        ofIssuer ? certificate.getIssuerX500Principal() : certificate.getSubjectX500Principal();
    return dns.orElseGet(() -> type == DNS_ALONE ? "" : commonName(name.getName()));
  }

  private static Optional<String> dns(X509Certificate certificate, boolean ofIssuer) {
    try {
      Collection<List<?>> names =
          ofIssuer
              ? certificate.getIssuerAlternativeNames()
              : certificate.getSubjectAlternativeNames();
      return names == null
          ? Optional.empty()
          : names.stream()
              .filter(name -> name.get(0).equals(DNS_KIND))
              .map(name -> (String) name.get(1))
              .findFirst();
    } catch (CertificateParsingException e) {
      throw new Fault("CryptographicException", e.getMessage());
    }
  }

  /** Of a name in the form of RFC 2253, where a backslash stands before what separates nothing. */
  static String commonName(String name) {
    StringBuilder part = new StringBuilder();
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : ',';
      if (c == ',' || c == '+') {
        if (part.length() >= 3 && part.substring(0, 3).equalsIgnoreCase("CN=")) {
          return part.substring(3);
        }
        part.setLength(0);
      } else if (c == '\\' && i + 1 < name.length()) {
        part.append(name.charAt(++i));
      } else {
        part.append(c);
      }
    }
    return "";
  }
}
