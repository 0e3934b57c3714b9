package dev.apim.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** What has passed in deep runs before, a line each in a file that outlives them. */
public final class PassedBefore {
  private final Path file;

  /** Of a file, which need not be there yet. */
  public PassedBefore(Path file) {
    this.file = file;
  }

  /** Whether it has passed. */
  public boolean contains(String name) {
    try {
      return Files.exists(file) && Set.copyOf(Files.readAllLines(file)).contains(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It has passed. */
  public void add(String name) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything is to pass anew. */
  public void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
