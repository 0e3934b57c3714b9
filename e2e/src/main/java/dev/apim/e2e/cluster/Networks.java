package dev.apim.e2e.cluster;

import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Numbers that tell the address ranges of this machine's clusters apart. A claim is a file that
 * names the cluster's folder; it lapses when the folder is gone.
 */
final class Networks {
  private static final int LIMIT = 40;

  private final Path claims = Home.cache().resolve("networks");

  int claim(Path clusterDirectory) {
    try {
      Files.createDirectories(claims);
      for (int number = 0; number < LIMIT; number++) {
        if (tryClaim(claims.resolve(Integer.toString(number)), clusterDirectory)) {
          return number;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("all " + LIMIT + " networks are taken, see " + claims);
  }

  void release(int number) {
    try {
      Files.deleteIfExists(claims.resolve(Integer.toString(number)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the number is now another cluster's. */
  boolean isOthers(int number, Path clusterDirectory) {
    Path claim = claims.resolve(Integer.toString(number));
    try {
      return Files.exists(claim) && !Files.readString(claim).equals(clusterDirectory.toString());
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean tryClaim(Path claim, Path clusterDirectory) throws IOException {
    if (Files.exists(claim) && !Files.exists(Path.of(Files.readString(claim)))) {
      Files.deleteIfExists(claim);
    }
    try {
      Files.writeString(claim, clusterDirectory.toString(), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
