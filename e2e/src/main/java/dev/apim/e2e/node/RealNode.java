package dev.apim.e2e.node;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.controlplane.ControlPlane;
import dev.apim.e2e.process.Commands;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.tools.Binaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A kubelet with its own container runtime and proxy in a network namespace of its own. */
final class RealNode {
  private final Path directory;
  private final ControlPlane controlPlane;
  private final Binaries binaries;
  private final ZoneSpec zone;
  private final NodeNetwork network;
  private final int number;
  private final String name;
  private final NodeFiles files;

  /**
   * @param number position in the cluster, from 1
   */
  RealNode(
      Path clusterDirectory,
      ControlPlane controlPlane,
      Binaries binaries,
      ZoneSpec zone,
      NodeNetwork network,
      int number,
      String name) {
    this.directory = clusterDirectory.resolve("nodes").resolve(name);
    this.controlPlane = controlPlane;
    this.binaries = binaries;
    this.zone = zone;
    this.network = network;
    this.number = number;
    this.name = name;
    this.files = new NodeFiles(directory, network, number, name, controlPlane.credentials());
  }

  Path directory() {
    return directory;
  }

  void start() {
    if (!Daemon.of(directory, "containerd").alive()) {
      network.attach(number);
      new Cgroups(network.namespace(number)).create();
      files.write();
    }
    run("containerd", List.of("containerd", "-c", files.containerd().toString()));
    await("containerd of " + name)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> Commands.run(ctr("version")).ok());
    importImage(files.pauseImage(binaries.get("pause")));
    run("kubelet", kubelet());
    run("kube-proxy", List.of(binaries.get("kube-proxy").toString(), "--config=" + files.proxy()));
  }

  void importImage(Path archive) {
    Commands.check(
        ctr("--namespace", "k8s.io", "images", "import", "--all-platforms", archive.toString()));
  }

  void killInPods(String commandPart) {
    new Cgroups(network.namespace(number))
        .processes().stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .filter(process -> process.info().commandLine().orElse("").contains(commandPart))
            .forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends pods, runtime and kubelet, then removes what they left on this machine. */
  void stop() {
    Daemon.of(directory, "kubelet").kill();
    Daemon.of(directory, "kube-proxy").kill();
    Cgroups cgroups = new Cgroups(network.namespace(number));
    cgroups.processes().forEach(RealNode::kill);
    awaitQuietly(() -> shims().isEmpty());
    shims().forEach(ProcessHandle::destroyForcibly);
    Daemon.of(directory, "containerd").stop(Duration.ofSeconds(3));
    files.podNamespaces().forEach(pod -> Commands.run(List.of("ip", "netns", "del", pod)));
    files.removeNetworkRecords();
    unmount();
    network.detach(number);
    awaitQuietly(() -> cgroups.processes().isEmpty());
    cgroups.remove();
  }

  private List<String> kubelet() {
    return List.of(
        binaries.get("kubelet").toString(),
        "--config=" + files.kubelet(),
        "--kubeconfig=" + controlPlane.credentials().kubeconfig("node-" + name),
        "--hostname-override=" + name,
        "--node-ip=" + network.address(number),
        "--root-dir=" + directory.resolve("kubelet"),
        "--cert-dir=" + directory.resolve("kubelet-pki"),
        "--node-labels="
            + ZoneSpec.ZONE_LABEL
            + "="
            + zone.name()
            + ","
            + ZoneSpec.REGION_LABEL
            + "="
            + zone.region());
  }

  private void run(String process, List<String> command) {
    Daemon daemon = Daemon.of(directory, process);
    if (!daemon.alive()) {
      // only the network is the node's own: another mount namespace would hide the cgroups
      List<String> inside = new ArrayList<>();
      inside.add("nsenter");
      inside.add("--net=/run/netns/" + network.namespace(number));
      inside.addAll(command);
      daemon.start(inside, Map.of());
    }
  }

  private List<String> ctr(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ctr", "-a", files.socket().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<ProcessHandle> shims() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").contains("containerd-shim"))
        .filter(
            process -> process.info().commandLine().orElse("").contains(files.socket().toString()))
        .toList();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static void awaitQuietly(java.util.concurrent.Callable<Boolean> condition) {
    try {
      await().atMost(Duration.ofSeconds(4)).pollInterval(Duration.ofMillis(100)).until(condition);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      // the next step is harsher
    }
  }

  private void unmount() {
    try {
      Files.readAllLines(Path.of("/proc/mounts")).stream()
          .map(line -> line.split(" ")[1])
          .filter(mount -> mount.startsWith(directory + "/"))
          .sorted(java.util.Comparator.reverseOrder())
          .forEach(mount -> Commands.run(List.of("umount", "-l", mount)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
