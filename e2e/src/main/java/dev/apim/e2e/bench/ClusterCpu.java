package dev.apim.e2e.bench;

import dev.apim.e2e.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time of the cluster's own processes, which share the machine with what is measured: API
 * server, etcd, scheduler, controllers and simulated nodes.
 */
final class ClusterCpu {
  private final String directory;
  private final Map<String, Double> before;

  private ClusterCpu(String directory) {
    this.directory = directory;
    this.before = seconds();
  }

  /** Counts from now on. */
  static ClusterCpu of(Cluster cluster) {
    Path kubeconfig = cluster.kubeconfig().toAbsolutePath();
    return new ClusterCpu(kubeconfig.getParent().toString());
  }

  /** Seconds since then, by program. */
  Map<String, Object> since() {
    Map<String, Object> spent = new TreeMap<>();
    seconds()
        .forEach(
            (name, now) -> spent.put(name, Samples.tenth(now - before.getOrDefault(name, 0.0))));
    return spent;
  }

  private Map<String, Double> seconds() {
    Map<String, Double> seconds = new TreeMap<>();
    ProcessHandle.allProcesses()
        .filter(process -> isOfTheCluster(process.pid()))
        .map(ProcessHandle::info)
        .filter(info -> info.command().filter(name -> !name.endsWith("/java")).isPresent())
        .forEach(
            info ->
                seconds.merge(
                    Path.of(info.command().orElseThrow()).getFileName().toString(),
                    info.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3,
                    Double::sum));
    return seconds;
  }

  private boolean isOfTheCluster(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline")).contains(directory);
    } catch (IOException e) {
      return false;
    }
  }
}
