package dev.apim.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A certificate and its key in two PEM files, read again when they change.
 *
 * @param certificate the certificate, then those above it
 * @param key its private key
 */
public record TlsFiles(Path certificate, Path key) {

  /** What changes with the files. */
  public String mark() throws IOException {
    return mark(certificate) + " " + mark(key);
  }

  /**
   * Reads them.
   *
   * @throws IOException where they cannot be used; the message says why
   */
  public ServerTls read() throws IOException {
    PemPair pair = new PemPair(Files.readString(certificate), Files.readString(key));
    Optional<String> problem = pair.problem();
    if (problem.isPresent()) {
      throw new IOException(
          problem
              .get()
              .replace("tls.crt", certificate.toString())
              .replace("tls.key", key.toString()));
    }
    return new ServerTls(List.of(pair), false);
  }

  private static String mark(Path file) throws IOException {
    return Files.getLastModifiedTime(file) + " " + Files.size(file);
  }
}
