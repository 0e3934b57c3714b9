package dev.apim.e2e.cluster;

import dev.apim.e2e.tools.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What clusters of real nodes change on a machine: links, namespaces, mounts, cgroups, processes,
 * files.
 */
final class Traces {
  private Traces() {}

  static Set<String> ofThisMachine() throws IOException {
    Set<String> traces = new TreeSet<>();
    traces.addAll(names("link ", Path.of("/sys/class/net")));
    traces.addAll(names("netns ", Path.of("/run/netns")));
    traces.addAll(names("cni ", Path.of("/var/lib/cni/results")));
    traces.addAll(names("run ", Home.cache().resolve("runs")));
    for (String controller : Set.of("", "pids", "memory", "cpuset")) {
      names("cgroup " + controller + " ", Path.of("/sys/fs/cgroup", controller)).stream()
          .filter(name -> name.contains("apim"))
          .forEach(traces::add);
    }
    Files.readAllLines(Path.of("/proc/mounts")).stream()
        .map(line -> "mount " + line.split(" ")[1])
        .filter(mount -> mount.contains("apim"))
        .forEach(traces::add);
    ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().command().orElse("").matches(".*(containerd.*|kube.*|etcd|pause)"))
        .forEach(process -> traces.add("process " + process.pid()));
    return traces;
  }

  private static Set<String> names(String prefix, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(prefix + file.getFileName()));
      return names;
    }
  }
}
