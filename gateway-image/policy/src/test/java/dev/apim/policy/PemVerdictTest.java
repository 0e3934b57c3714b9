package dev.apim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemVerdictTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path directory;

  private record Pair(X509Certificate certificate, byte[] pkcs8) {

    String crt() throws GeneralSecurityException {
      return pem("CERTIFICATE", certificate.getEncoded());
    }

    String key() {
      return pem("PRIVATE KEY", pkcs8);
    }
  }

  private static String pem(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  private Pair pair(String algorithm)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve(algorithm + System.nanoTime() + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int code =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "one",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=shop.example",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return new Pair(
        (X509Certificate) keys.getCertificate("one"), keys.getKey("one", PASSWORD).getEncoded());
  }

  /** What an algorithm's own form is, the last element of the general one. */
  private static byte[] inner(Pair pair) {
    for (int at = 0; at < pair.pkcs8().length; at++) {
      byte[] tail = Arrays.copyOfRange(pair.pkcs8(), at, pair.pkcs8().length);
      if (Arrays.equals(Pkcs8.of(tail, pair.certificate().getPublicKey()), pair.pkcs8())) {
        return tail;
      }
    }
    throw new IllegalStateException("no key in " + pair.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aCertificateWithItsKeyIsGood(String algorithm) throws Exception {
    Pair pair = pair(algorithm);

    PemVerdict verdict = PemVerdict.of(pair.crt(), pair.key());

    assertThat(verdict.problem()).isEmpty();
    assertThat(
            Duration.between(verdict.notBefore().orElseThrow(), verdict.notAfter().orElseThrow()))
        .isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @CsvSource({"RSA,RSA PRIVATE KEY", "EC,EC PRIVATE KEY"})
  void theKeysOwnFormIsJudgedToo(String algorithm, String type) throws Exception {
    Pair pair = pair(algorithm);
    Pair other = pair(algorithm);

    assertThat(PemVerdict.of(pair.crt(), pem(type, inner(pair))).problem()).isEmpty();
    assertThat(PemVerdict.of(pair.crt(), pem(type, inner(other))).problem())
        .contains("tls.key is not the key of tls.crt");
  }

  @Test
  void aKeyOfAnotherCertificateIsTold() throws Exception {
    assertThat(PemVerdict.of(pair("EC").crt(), pair("EC").key()).problem())
        .contains("tls.key is not the key of tls.crt");
    assertThat(PemVerdict.of(pair("EC").crt(), pair("RSA").key()).problem())
        .contains("tls.key is not the key of tls.crt");
  }

  @Test
  void whatIsMissingOrNoPemIsTold() throws Exception {
    Pair pair = pair("EC");

    assertThat(PemVerdict.of(null, pair.key()).problem()).contains("tls.crt is missing");
    assertThat(PemVerdict.of("no", pair.key()).problem())
        .contains("tls.crt holds no PEM certificate");
    assertThat(PemVerdict.of(pair.crt(), "").problem()).contains("tls.key is missing");
    assertThat(PemVerdict.of(pair.crt(), "no").problem())
        .contains("tls.key holds no PEM private key");
  }
}
