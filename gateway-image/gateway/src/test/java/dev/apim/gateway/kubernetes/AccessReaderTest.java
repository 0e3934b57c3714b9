package dev.apim.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.gateway.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessReaderTest {

  @TempDir private Path directory;

  private ApiServerAccess read(String cluster, String user) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("kubeconfig"),
            """
            apiVersion: v1
            current-context: two
            contexts:
            - {name: one, context: {cluster: c1, user: u1}}
            - {name: two, context: {cluster: c2, user: u2, namespace: shop}}
            clusters:
            - {name: c1, cluster: {server: "https://wrong"}}
            - {name: c2, cluster: {%s}}
            users:
            - {name: u2, user: {%s}}
            """
                .formatted(cluster, user));
    return AccessReader.read(Optional.of(file), Map.of());
  }

  @Test
  void aKubeconfigWithTokenAndInlineAuthority() throws IOException {
    ApiServerAccess access =
        read(
            "server: \"https://[::1]:6443/prefix/\", certificate-authority-data: UEVN",
            "token: abc");
    assertThat(access.tls()).isTrue();
    assertThat(access.host()).isEqualTo("::1");
    assertThat(access.port()).isEqualTo(6443);
    assertThat(access.basePath()).isEqualTo("/prefix");
    assertThat(access.authority().orElseThrow().read()).isEqualTo("PEM");
    assertThat(access.token().read()).isEqualTo("abc");
  }

  @Test
  void filesLieBesideTheKubeconfigAndAreReadAnew() throws IOException {
    Files.writeString(directory.resolve("ca.crt"), "PEM");
    Path token = Files.writeString(directory.resolve("token"), "first");
    ApiServerAccess access =
        read("server: \"https://api\", certificate-authority: ca.crt", "tokenFile: token");
    assertThat(access.port()).isEqualTo(443);
    assertThat(access.authority().orElseThrow().read()).isEqualTo("PEM");
    assertThat(access.token().read()).isEqualTo("first");
    Files.writeString(token, "second");
    assertThat(access.token().read()).isEqualTo("second");
    Files.delete(token);
    assertThatThrownBy(() -> access.token().read())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(token.toString());
  }

  @Test
  void whatAGatewayDoesNotDoIsSaid() {
    assertThatThrownBy(() -> read("server: \"https://api\"", "client-key-data: abc"))
        .hasMessageContaining("needs token or tokenFile");
    assertThatThrownBy(
            () -> read("server: \"https://api\", insecure-skip-tls-verify: true", "token: abc"))
        .hasMessageContaining("insecure-skip-tls-verify is not supported");
    assertThatThrownBy(() -> read("server: \"api:6443\"", "token: abc"))
        .hasMessageContaining("server is no http or https address: api:6443");
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> AccessReader.read(Optional.of(missing), Map.of()))
        .hasMessageContaining("cannot read the kubeconfig " + missing);
  }

  @Test
  void aContextThatDoesNotExistIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("k"), "{current-context: x, contexts: []}");
    assertThatThrownBy(() -> AccessReader.read(Optional.of(file), Map.of()))
        .hasMessageContaining("contexts has no entry named \"x\"");
  }

  @Test
  void aPodIsToldByItsEnvironment() {
    ApiServerAccess access =
        AccessReader.read(
            Optional.empty(),
            Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443"));
    assertThat(access.host()).isEqualTo("fd00::1");
    assertThat(access.tls()).isTrue();
    assertThatThrownBy(() -> AccessReader.read(Optional.empty(), Map.of()))
        .hasMessageContaining("set KUBECONFIG");
  }
}
