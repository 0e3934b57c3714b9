package dev.apim.operator.domain.status;

import dev.apim.api.v1alpha1.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether clients can be shown the certificates that a location names (B71). */
final class Certificates {

  private final List<CertificateFacts> facts;
  private final Instant now;
  private final List<Finding> findings;

  private record Finding(Reason reason, String message) {}

  Certificates(LocationView view) {
    this.facts = view.certificates();
    this.now = view.now();
    this.findings = facts.stream().map(this::finding).flatMap(Optional::stream).toList();
  }

  /** Whether there is anything to say. */
  boolean named() {
    return !facts.isEmpty();
  }

  boolean usable() {
    return findings.isEmpty();
  }

  Reason reason() {
    return usable() ? Reason.CertificatesFit : findings.get(0).reason();
  }

  String message() {
    if (usable()) {
      return facts.size()
          + (facts.size() == 1
              ? " certificate, which ends at "
              : " certificates, the first ends at ")
          + text(ends().min(Comparator.naturalOrder()).orElse(now));
    }
    return String.join("; ", findings.stream().map(Finding::message).toList())
        + "; gateways go on with the last that could be used";
  }

  /** When time alone changes what is said. */
  Optional<Instant> deadline() {
    Stream<Instant> begins = facts.stream().flatMap(one -> one.notBefore().stream());
    return Stream.concat(begins, ends())
        .filter(instant -> instant.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private Stream<Instant> ends() {
    return facts.stream().flatMap(one -> one.notAfter().stream());
  }

  private Optional<Finding> finding(CertificateFacts one) {
    String secret = "spec.network.tls: the Secret \"" + one.secret() + "\" ";
    if (!one.exists()) {
      return Optional.of(
          new Finding(
              Reason.SecretNotFound,
              secret
                  + "does not exist in this namespace; make it: kubectl create secret tls "
                  + one.secret()
                  + " --cert=FILE --key=FILE"));
    }
    if (one.problem().isPresent()) {
      return Optional.of(
          new Finding(
              Reason.InvalidSecret,
              secret
                  + "cannot be used: "
                  + one.problem().get()
                  + "; put a PEM certificate and its own key there"));
    }
    Instant notAfter = one.notAfter().orElse(Instant.MAX);
    if (!now.isBefore(notAfter)) {
      return Optional.of(
          new Finding(
              Reason.CertificateExpired,
              secret + "has a certificate that ended at " + text(notAfter) + "; renew it"));
    }
    Instant notBefore = one.notBefore().orElse(Instant.MIN);
    return now.isBefore(notBefore)
        ? Optional.of(
            new Finding(
                Reason.InvalidSecret,
                secret
                    + "has a certificate that begins only at "
                    + text(notBefore)
                    + "; put one there that counts now"))
        : Optional.empty();
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
