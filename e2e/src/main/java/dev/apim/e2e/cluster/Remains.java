package dev.apim.e2e.cluster;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.node.NodeNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What this machine has of one cluster, or of the programs of one folder, and of nothing else that
 * runs beside it: processes, files and mounts, and of real nodes also links, namespaces and
 * cgroups. After an orderly end there is nothing.
 */
public final class Remains {
  /** What is started in a cluster's folder; a person's editor or shell there is no remains. */
  private static final Pattern PROGRAMS =
      Pattern.compile(
          ".*/(etcd|kubelet|kube-(apiserver|controller-manager|scheduler|proxy)|kwok|java"
              + "|containerd[a-z0-9-]*)");

  private final Supplier<Stream<String>> look;

  private Remains(Supplier<Stream<String>> look) {
    this.look = look;
  }

  /** Nothing at any time. */
  static Remains none() {
    return new Remains(Stream::empty);
  }

  /** Of the folder itself and of what was started in it, or below. */
  public static Remains of(Path directory) {
    return new Remains(
        () ->
            Stream.of(
                    Stream.of(directory).filter(Files::exists).map(folder -> "folder " + folder),
                    processes(directory),
                    mounts(directory))
                .flatMap(part -> part));
  }

  /** Of the programs that were started in the folder; the folder may stay. */
  public static Remains ofProgramsIn(Path directory) {
    return new Remains(() -> processes(directory));
  }

  /** Of a cluster of real nodes. */
  static Remains of(Path directory, NodeNetwork network, int number) {
    Remains files = of(directory);
    return new Remains(
        () -> {
          List<String> ofNodes = network.remains();
          // once it is given up, another cluster may have taken the number
          boolean another = new Networks().isOthers(number, directory);
          return Stream.concat(files.look.get(), another ? Stream.empty() : ofNodes.stream());
        });
  }

  /** What there is now, a phrase each. */
  public List<String> now() {
    return look.get().sorted().toList();
  }

  /**
   * What is still there of all of them after the time, in which the kernel ends what was killed.
   */
  public static List<String> after(Duration limit, List<Remains> all) {
    try {
      await()
          .atMost(limit)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> all.stream().allMatch(each -> each.now().isEmpty()));
    } catch (ConditionTimeoutException e) {
      // what is left is the answer
    }
    return all.stream().flatMap(each -> each.now().stream()).distinct().toList();
  }

  private static Stream<String> processes(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> PROGRAMS.matcher(process.info().command().orElse("")).matches())
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> commandLine(process.pid()).contains(directory + "/"))
        .map(process -> "process " + process.pid() + " " + process.info().command().orElse(""));
  }

  /** Whole, where {@link ProcessHandle} leaves long ones out. */
  private static String commandLine(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return new String(line, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static Stream<String> mounts(Path directory) {
    try {
      return Files.readAllLines(Path.of("/proc/mounts")).stream()
          .map(line -> line.split(" ")[1])
          .filter(mount -> mount.startsWith(directory + "/"))
          .map(mount -> "mount " + mount);
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
