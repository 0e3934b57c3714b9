package dev.apim.e2e.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What real nodes need of this machine. */
public final class RealNodes {
  /** A program, or a file, and the Debian package that brings it. */
  private static final Map<String, String> PROBES =
      Map.of(
          "containerd", "containerd",
          "runc", "runc",
          "/usr/lib/cni/bridge", "containernetworking-plugins",
          "nft", "nftables",
          "conntrack", "conntrack",
          "iptables", "iptables",
          "ip", "iproute2");

  private RealNodes() {}

  /** What is missing and the command that helps, or null when nothing is. */
  public static String obstacle() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return "real nodes need Linux";
    }
    if (!root()) {
      return "real nodes need root";
    }
    List<String> missing =
        PROBES.entrySet().stream()
            .filter(probe -> !present(probe.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    return missing.isEmpty()
        ? null
        : "real nodes need the packages "
            + String.join(" ", missing)
            + ": run e2e/bin/lab setup (root, Debian)";
  }

  /** Whether this user may make namespaces, mounts and cgroups. */
  public static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean present(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
        .map(Path::of)
        .anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }
}
