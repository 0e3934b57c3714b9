package dev.apim.operator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.api.v1alpha1.Reason;
import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigTest {

  private static final String GOOD =
      """
      apiVersion: v1
      kind: Config
      current-context: east
      clusters:
      - name: east
        cluster: {server: "https://127.0.0.1:6443"}
      contexts:
      - name: east
        context: {cluster: east, user: push}
      users:
      - name: push
        user: {token: secret}
      """;

  @Test
  void aTokenAndAServerAreEnough() throws ConnectionFailedException {
    Config config = Kubeconfig.parse(GOOD);

    assertThat(config.getMasterUrl()).startsWith("https://127.0.0.1:6443");
    assertThat(config.getConnectionTimeout()).isEqualTo(3_000);
    assertThat(config.getRequestTimeout()).isLessThanOrEqualTo(10_000);
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource({
    "'{exec: {apiVersion: client.authentication.k8s.io/v1, command: sh}}', program",
    "'{auth-provider: {name: gcp}}', program",
    "'{tokenFile: /etc/passwd}', files",
    "'{client-certificate: /etc/passwd}', files",
    "'{client-key: /etc/passwd}', files",
  })
  @DisplayName("what would run a program or read a file of the operator is refused")
  void credentialsFromElsewhereAreRefused(String user, String why) {
    assertThatThrownBy(() -> Kubeconfig.parse(GOOD.replace("{token: secret}", user)))
        .isInstanceOfSatisfying(
            ConnectionFailedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.KubeconfigInvalid))
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"''", "not yaml: [", "just text", "'{}'", "'kind: Config'"})
  void whatIsNoKubeconfigIsRefused(String text) {
    assertThatThrownBy(() -> Kubeconfig.parse(text))
        .isInstanceOfSatisfying(
            ConnectionFailedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.KubeconfigInvalid));
  }
}
