package dev.apim.operator.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CertificatesTest {

  private static final CertificateFacts MISSING = CertificateFacts.missing("shop");

  private final Views given = new Views();

  private static CertificateFacts valid(Duration from, Duration to) {
    return valid("shop", from, to);
  }

  private static CertificateFacts valid(String secret, Duration from, Duration to) {
    return new CertificateFacts(
        secret,
        true,
        Optional.empty(),
        Optional.of(Views.NOW.plus(from)),
        Optional.of(Views.NOW.plus(to)));
  }

  private static CertificateFacts wrong(String problem) {
    return new CertificateFacts(
        "shop", true, Optional.of(problem), Optional.empty(), Optional.empty());
  }

  private Condition condition(ConditionType type, CertificateFacts... certificates) {
    given.certificates = List.of(certificates);
    return find(given.status(), type).orElseThrow();
  }

  private static Optional<Condition> find(GatewayLocationStatus status, ConditionType type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type.name()))
        .findFirst();
  }

  @Test
  void withoutTlsNothingIsSaid() {
    assertThat(find(given.status(), ConditionType.CertificatesUsable)).isEmpty();
  }

  @Test
  @DisplayName("B71 a TLS Secret that is not there is named, with the command that makes it")
  void aMissingSecretIsNamed() {
    Condition condition = condition(ConditionType.CertificatesUsable, MISSING);

    assertThat(condition.status()).isEqualTo(Condition.FALSE);
    assertThat(condition.reason()).isEqualTo("SecretNotFound");
    assertThat(condition.message())
        .contains("spec.network.tls", "\"shop\"", "kubectl create secret tls shop");
    assertThat(condition(ConditionType.Ready, MISSING).reason()).isEqualTo("SecretNotFound");
  }

  @Test
  @DisplayName("B71 a key that is not the certificate's is told with its Secret")
  void aWrongKeyIsTold() {
    Condition condition =
        condition(ConditionType.CertificatesUsable, wrong("tls.key is not the key of tls.crt"));

    assertThat(condition.reason()).isEqualTo("InvalidSecret");
    assertThat(condition.message()).contains("\"shop\"", "tls.key is not the key of tls.crt");
  }

  @Test
  @DisplayName("B71 a certificate that ends is looked at again then, and told")
  void anEndedCertificateIsTold() {
    given.certificates = List.of(valid(Duration.ofDays(-30), Duration.ofHours(1)));
    LocationStatusPlanner before = new LocationStatusPlanner(given.view());

    assertThat(find(before.plan(), ConditionType.CertificatesUsable).orElseThrow().status())
        .isEqualTo(Condition.TRUE);
    assertThat(before.deadline()).contains(Views.NOW.plus(Duration.ofHours(1)));

    given.now = Views.NOW.plus(Duration.ofHours(1));
    Condition after = find(given.status(), ConditionType.CertificatesUsable).orElseThrow();
    assertThat(after.reason()).isEqualTo("CertificateExpired");
    assertThat(after.message()).contains("\"shop\"", "2026-01-02T04:04:05Z", "renew");
  }

  @Test
  void oneThatDoesNotCountYetIsTold() {
    assertThat(
            condition(
                    ConditionType.CertificatesUsable,
                    valid(Duration.ofHours(1), Duration.ofDays(9)))
                .message())
        .contains("begins only at 2026-01-02T04:04:05Z");
  }

  @Test
  void ofSeveralOnlyTheWrongAreNamed() {
    Condition condition =
        condition(
            ConditionType.CertificatesUsable,
            MISSING,
            valid("fine", Duration.ofDays(-1), Duration.ofDays(1)));

    assertThat(condition.message()).contains("\"shop\"").doesNotContain("\"fine\"");
  }
}
