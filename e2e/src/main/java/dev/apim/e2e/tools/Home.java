package dev.apim.e2e.tools;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this source tree lies and where built and running things are kept outside of it. */
public final class Home {
  private Home() {}

  /**
   * The root of the source tree: the property {@code apim.home}, else the nearest folder upwards
   * that holds the tools.
   *
   * @throws IllegalStateException when started outside of the tree without the property
   */
  public static Path tree() {
    String configured = System.getProperty("apim.home");
    if (configured != null) {
      return Path.of(configured);
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("e2e/tools/kubernetes/go.mod"))) {
        return folder;
      }
    }
    throw new IllegalStateException("not inside of the source tree: " + start);
  }

  /** {@code APIM_CACHE}, else a folder in the user's cache. */
  public static Path cache() {
    String configured = System.getenv("APIM_CACHE");
    return configured != null && !configured.isBlank()
        ? Path.of(configured).toAbsolutePath()
        : Path.of(System.getProperty("user.home"), ".cache", "apim-operator");
  }
}
