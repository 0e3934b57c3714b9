package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CredentialExpiryTest {

  @Test
  void aTokenThatEndsBeyondAllTimeSaysNothing() {
    assertThat(CredentialExpiry.of(kubeconfig(token("{\"exp\":1e30}")))).isEmpty();
    assertThat(CredentialExpiry.of(kubeconfig(token("{\"exp\":9223372036854775807}")))).isEmpty();
  }

  @Test
  void aTokenSaysItsEnd() {
    assertThat(CredentialExpiry.of(kubeconfig(token("{\"exp\":1800000000}"))))
        .contains(Instant.ofEpochSecond(1_800_000_000L));
  }

  @Test
  void aTokenWithoutAnEndHasNone() {
    assertThat(CredentialExpiry.of(kubeconfig(token("{\"sub\":\"apim-push\"}")))).isEmpty();
    assertThat(CredentialExpiry.of(kubeconfig("opaque"))).isEmpty();
    assertThat(CredentialExpiry.of(kubeconfig("a.%%%.c"))).isEmpty();
  }

  @Test
  void aKubeconfigThatCannotBeUsedSaysNothing() {
    assertThat(CredentialExpiry.of("nonsense")).isEmpty();
  }

  private static String token(String claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "e30." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".sig";
  }

  private static String kubeconfig(String token) {
    return """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: u, user: {token: "%s"}}]
        """
        .formatted(token);
  }
}
