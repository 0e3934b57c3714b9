package dev.apim.e2e.bench.proxy;

import dev.apim.e2e.pki.CertificateAuthority;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What every proxy is given: it passes {@code /api/*} on to the backend, with one worker.
 *
 * @param folder for its files
 * @param port where it listens, on the loopback address
 * @param backend port of the backend
 * @param tls whether it listens with the certificate of the folder
 */
record Setup(Path folder, int port, int backend, boolean tls) {

  /** What is 64 kB long. */
  static final String LARGE = "/api/files/64k";

  private static final String NAME = "server";

  /** Makes the certificate of all: with an elliptic key (P-256), for 127.0.0.1. */
  static void issueCertificate(Path folder) throws IOException {
    CertificateAuthority.create(folder, "ca")
        .issue(NAME, "CN=localhost", List.of("localhost", "127.0.0.1"));
    Files.writeString(
        folder.resolve(NAME + ".pem"),
        Files.readString(folder.resolve(NAME + ".crt"))
            + Files.readString(folder.resolve(NAME + ".key")));
  }

  Path certificate() {
    return folder.resolve(NAME + ".crt");
  }

  Path key() {
    return folder.resolve(NAME + ".key");
  }

  /** Certificate and key in one file. */
  Path both() {
    return folder.resolve(NAME + ".pem");
  }

  /** A program of the path or of Debian's system folder. */
  static Optional<Path> find(String program) {
    return Arrays.stream(
            (System.getenv("PATH") + File.pathSeparator + "/usr/sbin").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
