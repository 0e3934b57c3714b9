package dev.apim.gateway.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apim.api.config.SecretData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretVaultTest {

  private static final SecretData SECRETS = new SecretData(Map.of("s", Map.of("k", "h1dden")));

  @TempDir Path directory;

  private Optional<Path> key(String text) throws IOException {
    return Optional.of(Files.writeString(directory.resolve("key"), text));
  }

  @Test
  void onADiskNothingIsKeptWithoutAKey() throws IOException {
    Assumptions.assumeFalse(Files.getFileStore(directory).type().equals("tmpfs"));

    assertThat(new SecretVault(directory, Optional.empty()).seal(SECRETS)).isEmpty();
  }

  @Test
  void inMemoryTheyAreKeptAsTheyAre() throws IOException {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isDirectory(memory) && Files.getFileStore(memory).type().equals("tmpfs"));
    SecretVault vault = new SecretVault(memory, Optional.empty());

    assertThat(vault.open(vault.seal(SECRETS).orElseThrow())).isEqualTo(SECRETS);
  }

  @Test
  void withAKeyTheyAreEncrypted() throws IOException {
    SecretVault vault = new SecretVault(directory, key("sixteen bytes of key\n"));
    String sealed = vault.seal(SECRETS).orElseThrow();

    assertThat(new String(Base64.getDecoder().decode(sealed))).doesNotContain("h1dden");
    assertThat(vault.open(sealed)).isEqualTo(SECRETS);
    assertThat(vault.seal(SECRETS)).isNotEqualTo(Optional.of(sealed));
    SecretVault other = new SecretVault(directory, key("another key of that size"));
    assertThatThrownBy(() -> other.open(sealed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void aShortKeyIsRefused() throws IOException {
    SecretVault vault = new SecretVault(directory, key("short"));

    assertThatThrownBy(() -> vault.seal(SECRETS)).hasMessageContaining("APIM_COPY_KEY_FILE");
  }

  @Test
  void whatIsPrintedShowsNothing() {
    assertThat(SECRETS.toString()).doesNotContain("h1dden");
  }
}
