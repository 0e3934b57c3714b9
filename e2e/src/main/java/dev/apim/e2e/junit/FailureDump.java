package dev.apim.e2e.junit;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.process.CommandResult;
import dev.apim.e2e.process.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes what a cluster looked like when a test failed into {@code
 * target/failures/CLASS/TEST/CLUSTER}.
 */
public final class FailureDump {
  private static final Map<String, List<String>> QUERIES =
      Map.of(
          "nodes.txt", List.of("get", "nodes", "-o", "wide", "--show-labels"),
          "events.txt", List.of("get", "events", "-A", "--sort-by=.lastTimestamp"),
          "pods.txt", List.of("get", "pods", "-A", "-o", "wide"),
          "workloads.yaml",
              List.of("get", "deployments,replicasets,pods,services,leases", "-A", "-o", "yaml"),
          "apim.yaml", List.of("get", "apim", "-A", "-o", "yaml"),
          "locations.txt", List.of("get", "gwloc", "-A", "-o", "wide"));

  private final Path directory;
  private final Optional<Throwable> failure;

  public FailureDump(ExtensionContext context) {
    this.failure = context.getExecutionException();
    this.directory =
        Path.of(
            "target",
            "failures",
            context.getRequiredTestClass().getSimpleName(),
            context.getTestMethod().map(java.lang.reflect.Method::getName).orElse("class"));
  }

  /**
   * Dumps each cluster; what cannot be read is written down as such, for the test's own failure
   * counts.
   */
  public void write(List<Cluster> clusters) {
    failure.ifPresent(this::writeFailure);
    for (Cluster cluster : clusters) {
      Path folder = directory.resolve(cluster.name());
      QUERIES.forEach((file, query) -> query(cluster, query, folder.resolve(file)));
      cluster.logs().forEach(log -> Trees.copy(log, folder.resolve("log").resolve(unique(log))));
    }
    System.err.println("dumped to " + directory.toAbsolutePath());
  }

  /** Beside the dump at once: the report of a long class comes much later. */
  private void writeFailure(Throwable seen) {
    try (PrintWriter out =
        new PrintWriter(
            Files.newBufferedWriter(Files.createDirectories(directory).resolve("failure.txt")))) {
      seen.printStackTrace(out);
    } catch (IOException e) {
      System.err.println("cannot write the failure: " + e);
    }
  }

  /** Keeps a file beside the dump, for example the log of an operator. */
  public void keep(Path file) {
    if (Files.exists(file)) {
      Trees.copy(file, directory.resolve(unique(file)));
    }
  }

  private static Path unique(Path log) {
    return Path.of(log.getParent().getParent().getFileName() + "-" + log.getFileName());
  }

  private static void query(Cluster cluster, List<String> query, Path file) {
    CommandResult result = cluster.kubectl(query.toArray(String[]::new));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, result.out() + result.err());
    } catch (IOException e) {
      System.err.println("cannot write " + file + ": " + e);
    }
  }
}
