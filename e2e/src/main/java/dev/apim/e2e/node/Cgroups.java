package dev.apim.e2e.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The control groups below which a node's pods live, under version 1 and 2 of cgroups alike. */
final class Cgroups {
  private static final String CONTROLLERS = "+cpuset +cpu +io +memory +pids +hugetlb";

  private final String name;

  Cgroups(String name) {
    this.name = name;
  }

  void create() {
    try {
      for (Path mount : mounts()) {
        Files.createDirectories(mount.resolve(name));
        // version 1 gives a new group no processors at all
        copyIfPresent(mount, "cpuset.cpus");
        copyIfPresent(mount, "cpuset.mems");
      }
      if (unified()) {
        for (String controller : CONTROLLERS.split(" ")) {
          enable(mounts().get(0), controller);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All processes below. */
  List<Long> processes() {
    return groups()
        .map(group -> group.resolve("cgroup.procs"))
        .flatMap(Cgroups::lines)
        .map(Long::valueOf)
        .distinct()
        .toList();
  }

  void remove() {
    groups().sorted(Comparator.reverseOrder()).forEach(group -> group.toFile().delete());
  }

  /** Those of this machine with such a name, of whatever node. */
  static List<Path> named(Predicate<String> wanted) {
    return mounts().stream()
        .flatMap(mount -> Stream.ofNullable(mount.toFile().listFiles(File::isDirectory)))
        .flatMap(Stream::of)
        .filter(group -> wanted.test(group.getName()))
        .map(File::toPath)
        .toList();
  }

  private Stream<Path> groups() {
    return mounts().stream()
        .map(mount -> mount.resolve(name))
        .filter(Files::isDirectory)
        .flatMap(Cgroups::below)
        .toList()
        .stream();
  }

  private static Stream<Path> below(Path root) {
    try (var found = Files.find(root, 20, (path, attributes) -> attributes.isDirectory())) {
      return found.toList().stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private void copyIfPresent(Path mount, String file) throws IOException {
    Path source = mount.resolve(file);
    Path target = mount.resolve(name).resolve(file);
    if (!unified() && Files.exists(source) && Files.exists(target)) {
      Files.writeString(target, Files.readString(source));
    }
  }

  private static void enable(Path mount, String controller) {
    try {
      Files.writeString(mount.resolve("cgroup.subtree_control"), controller);
    } catch (IOException e) {
      // a controller that this kernel lacks: the kubelet says so if it needs it
    }
  }

  private static boolean unified() {
    return lines(Path.of("/proc/mounts")).noneMatch(line -> line.split(" ")[2].equals("cgroup"));
  }

  private static List<Path> mounts() {
    String wanted = unified() ? "cgroup2" : "cgroup";
    return lines(Path.of("/proc/mounts"))
        .map(line -> line.split(" "))
        .filter(fields -> fields[2].equals(wanted))
        .map(fields -> Path.of(fields[1]))
        .toList();
  }
}
