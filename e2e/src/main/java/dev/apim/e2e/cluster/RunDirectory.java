package dev.apim.e2e.cluster;

import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Binaries;
import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The folder of a cluster that must not outlive this JVM. The owner's pid lies in it, so that a
 * later run clears what a killed one left.
 */
final class RunDirectory {
  private static final String OWNER = "owner";

  private RunDirectory() {}

  static Path create(String clusterName) {
    try {
      String unique = clusterName + "-" + UUID.randomUUID().toString().substring(0, 8);
      Files.createDirectories(runs());
      // whole from the first moment: one without an owner is taken for a killed run's
      Path fresh = Files.createDirectory(Home.cache().resolve("." + unique));
      Files.writeString(fresh.resolve(OWNER), identity(ProcessHandle.current()));
      return Files.move(fresh, runs().resolve(unique), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends and removes clusters whose JVM is gone. */
  static synchronized void sweep(Binaries binaries) {
    for (Path directory : list()) {
      if (!ownerLives(directory)) {
        if (LocalCluster.existsIn(directory)) {
          LocalCluster.attach(directory, binaries).close();
        }
        Trees.delete(directory);
      }
    }
  }

  private static List<Path> list() {
    if (!Files.isDirectory(runs())) {
      return List.of();
    }
    try (var folders = Files.list(runs())) {
      return folders.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean ownerLives(Path directory) {
    try {
      String owner = Files.readString(directory.resolve(OWNER));
      return ProcessHandle.of(Long.parseLong(owner.split(" ")[0]))
          .map(RunDirectory::identity)
          .filter(owner::equals)
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static String identity(ProcessHandle process) {
    return process.pid()
        + " "
        + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static Path runs() {
    return Home.cache().resolve("runs");
  }
}
