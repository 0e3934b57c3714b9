package dev.apim.e2e.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A certificate authority")
class CertificateAuthorityTest {
  @TempDir Path directory;

  @Test
  @DisplayName("issues certificates that it vouches for, also after it was loaded from its files")
  void issuesCertificates() throws Exception {
    CertificateAuthority.create(directory, "ca");
    CertificateAuthority.load(directory, "ca")
        .issue("server", "CN=server,O=group", List.of("localhost", "127.0.0.1"));

    X509Certificate authority = read("ca.crt");
    X509Certificate server = read("server.crt");

    assertThatCode(() -> server.verify(authority.getPublicKey())).doesNotThrowAnyException();
    assertThat(server.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
    assertThat(server.getSubjectX500Principal().getName()).contains("CN=server", "O=group");
    assertThat(server.getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .containsExactly("localhost", "127.0.0.1");
  }

  @Test
  @DisplayName("keeps keys to their owner")
  void keepsKeysToTheirOwner() throws Exception {
    CertificateAuthority.create(directory, "ca");

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("ca.key"))))
        .isEqualTo("rw-------");
  }

  private X509Certificate read(String file) throws Exception {
    try (InputStream stream = Files.newInputStream(directory.resolve(file))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
    }
  }
}
