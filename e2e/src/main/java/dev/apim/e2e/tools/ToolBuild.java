package dev.apim.e2e.tools;

import dev.apim.e2e.process.Commands;
import dev.apim.e2e.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Builds a tool with Go into {@code TOOL-VERSION-HASH}, once per content of its module and flags. A
 * file lock keeps concurrent runs from building twice; the folder appears whole or not at all.
 */
final class ToolBuild {
  private static final long PROGRESS_SECONDS = 10;

  private final Path modules;
  private final Path cache;

  ToolBuild(Path modules, Path cache) {
    this.modules = modules;
    this.cache = cache;
  }

  String obstacle() {
    return Commands.run(List.of("go", "version")).ok()
        ? null
        : "Go (1.26 or later) is needed to build the Kubernetes binaries, or APIM_BINARIES must"
            + " name a directory that holds them";
  }

  Path ensure(Tool tool) {
    // a file lock excludes other processes only
    synchronized (ToolBuild.class) {
      return ensureAlone(tool);
    }
  }

  private Path ensureAlone(Tool tool) {
    Path folder = cache.resolve(tool.folder() + "-" + tool.version() + "-" + fingerprint(tool));
    if (complete(tool, folder)) {
      return folder;
    }
    String obstacle = obstacle();
    if (obstacle != null) {
      throw new BinariesUnavailableException(obstacle);
    }
    try {
      Files.createDirectories(cache);
      Path lockFile = cache.resolve(tool.folder() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        if (!complete(tool, folder)) {
          compile(tool, folder);
        }
        return folder;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Tool tool, Path folder) throws IOException {
    Path fresh = Files.createTempDirectory(cache, "." + tool.folder());
    Path log = cache.resolve(tool.folder() + "-build.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            "go",
            "build",
            "-mod=readonly",
            "-trimpath",
            "-ldflags",
            tool.linkerFlags(),
            "-o",
            fresh + "/",
            tool.target());
    builder.directory(modules.resolve(tool.folder()).toFile());
    builder.environment().put("CGO_ENABLED", "0");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      watch(tool, builder.start(), log);
      rename(tool, fresh);
      copyFolders(tool, fresh);
      Trees.delete(folder);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(fresh);
    }
  }

  /**
   * Go names the binary of a module path that ends in a version after what precedes the version.
   */
  private static void rename(Tool tool, Path fresh) throws IOException {
    if (tool.binaries().size() != 1 || Files.exists(fresh.resolve(tool.binaries().get(0)))) {
      return;
    }
    try (var files = Files.list(fresh)) {
      Files.move(files.findFirst().orElseThrow(), fresh.resolve(tool.binaries().get(0)));
    }
  }

  private void copyFolders(Tool tool, Path fresh) throws IOException {
    if (tool.folders().isEmpty()) {
      return;
    }
    List<String> command =
        List.of("go", "list", "-mod=readonly", "-f", "{{.Module.Dir}}", tool.target());
    Path directory = modules.resolve(tool.folder());
    Path module = Path.of(Commands.run(command, Map.of(), directory, null).orThrow().strip());
    for (String folder : tool.folders()) {
      try (var files = Files.walk(module.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = fresh.resolve(module.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          // the files of the module cache are read-only, and a copy as a stream is not
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
  }

  private static void watch(Tool tool, Process process, Path log) throws IOException {
    long start = System.nanoTime();
    try {
      while (!process.waitFor(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
        System.err.printf("building %s %s: %d s%n", tool.folder(), tool.version(), seconds(start));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building " + tool.folder(), e);
    }
    if (process.exitValue() != 0) {
      throw new BinariesUnavailableException(
          "building " + tool.folder() + " failed:\n" + Files.readString(log));
    }
    System.err.printf("built %s %s in %d s%n", tool.folder(), tool.version(), seconds(start));
  }

  private static long seconds(long start) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  private static boolean complete(Tool tool, Path folder) {
    return tool.binaries().stream().allMatch(name -> Files.isExecutable(folder.resolve(name)))
        && tool.folders().stream().allMatch(name -> Files.isDirectory(folder.resolve(name)));
  }

  private String fingerprint(Tool tool) {
    try (var files = Files.list(modules.resolve(tool.folder()))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
      digest.update(
          (tool.linkerFlags() + tool.target()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
