package dev.apim.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Content of an archive, addressed by its hash.
 *
 * @param hash sha-256 in hexadecimal
 * @param size in bytes
 */
record Blob(String hash, long size, Path file) {

  /** Writes content to a stream. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Keeps the content in a file in {@code folder} that has its hash for a name. */
  static Blob of(Path folder, Content content) throws IOException {
    MessageDigest digest = sha256();
    Path fresh = Files.createTempFile(folder, "blob", "");
    try (OutputStream out =
        new DigestOutputStream(
            new java.io.BufferedOutputStream(Files.newOutputStream(fresh)), digest)) {
      content.writeTo(out);
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    Path file =
        Files.move(fresh, folder.resolve(hash), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return new Blob(hash, Files.size(file), file);
  }

  static Blob of(Path folder, byte[] content) throws IOException {
    return of(folder, out -> out.write(content));
  }

  String digest() {
    return "sha256:" + hash;
  }

  /** Its place in an OCI image layout. */
  String path() {
    return "blobs/sha256/" + hash;
  }

  InputStream open() {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
