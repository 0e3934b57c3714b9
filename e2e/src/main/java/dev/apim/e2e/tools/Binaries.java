package dev.apim.e2e.tools;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds binaries by name: in the directory that {@code APIM_BINARIES} names, else in the cache,
 * else they are built. Lazy, so that a test without real nodes never waits for what only real nodes
 * need.
 */
public final class Binaries {
  private final Path override;
  private final ToolBuild build;
  private final Map<Tool, Path> folders = new ConcurrentHashMap<>();

  private Binaries(Path override, ToolBuild build) {
    this.override = override;
    this.build = build;
  }

  /** The binaries of this machine. */
  public static Binaries locate() {
    String directory = System.getenv("APIM_BINARIES");
    Path override = directory == null || directory.isBlank() ? null : Path.of(directory);
    return new Binaries(
        override, new ToolBuild(Home.tree().resolve("e2e/tools"), Home.cache().resolve("tools")));
  }

  /**
   * The executable file of that name.
   *
   * @throws BinariesUnavailableException when it is nowhere and cannot be built
   */
  public Path get(String binary) {
    if (override != null && Files.isExecutable(override.resolve(binary))) {
      return override.resolve(binary);
    }
    Optional<Path> installed = build.obstacle() == null ? Optional.empty() : onPath(binary);
    if (installed.isPresent()) {
      return installed.get();
    }
    return folders.computeIfAbsent(Tool.of(binary), build::ensure).resolve(binary);
  }

  /**
   * Builds what is missing for clusters, so that the time is spent at a moment of the caller's
   * choice.
   */
  public Binaries prepare(String... binaries) {
    for (String binary : binaries) {
      get(binary);
    }
    return this;
  }

  private static Optional<Path> onPath(String binary) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, binary))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Why binaries cannot be had here, or null when they can. */
  public String obstacle() {
    if (override != null) {
      return null;
    }
    return build.obstacle();
  }

  /**
   * Why these binaries cannot be had here, or null when they can: where Go is missing they must lie
   * in one of the places that are looked at.
   */
  public String obstacle(String... names) {
    if (build.obstacle() == null) {
      return null;
    }
    List<String> missing = Stream.of(names).filter(name -> !isThere(name)).toList();
    return missing.isEmpty()
        ? null
        : String.join(" and ", missing)
            + " must be on PATH or in the directory that APIM_BINARIES names, or Go (1.26 or later)"
            + " must be there to build what is missing";
  }

  private boolean isThere(String binary) {
    return override != null && Files.isExecutable(override.resolve(binary))
        || onPath(binary).isPresent();
  }
}
