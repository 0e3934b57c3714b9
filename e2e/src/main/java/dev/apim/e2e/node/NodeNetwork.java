package dev.apim.e2e.node;

import dev.apim.e2e.process.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The addresses of a cluster with real nodes: a bridge on this machine, whose own address is the
 * API server's, and a network namespace per node behind it.
 */
public final class NodeNetwork {
  private static final int MOST_NODES = 40;

  private final int number;

  public NodeNetwork(int number) {
    this.number = number;
  }

  /** The machine's own address in this network. */
  public String gateway() {
    return "10.250." + number + ".1";
  }

  /** Makes the bridge. */
  public void create() {
    remove();
    ip(
        """
        link add %1$s type bridge
        addr add %2$s/24 dev %1$s
        link set %1$s up
        """
            .formatted(bridge(), gateway()));
  }

  /** Removes the bridge where there is one. */
  public void remove() {
    if (exists(bridge())) {
      Commands.run(List.of("ip", "link", "del", bridge()));
    }
  }

  /**
   * What this machine has of the network and of the nodes in it: links, namespaces, cgroups, what
   * the network plugins wrote down.
   */
  public List<String> remains() {
    Predicate<String> nodes = name -> name.startsWith(bridge() + "-node-");
    Predicate<String> links = name -> name.equals(bridge()) || name.startsWith(bridge() + "-");
    return Stream.of(
            named("link ", Path.of("/sys/class/net"), links),
            named("network namespace ", Path.of("/run/netns"), nodes),
            named("network record ", Path.of("/var/lib/cni/results"), nodes),
            Cgroups.named(nodes).stream().map(group -> "cgroup " + group))
        .flatMap(Function.identity())
        .toList();
  }

  private static Stream<String> named(String kind, Path folder, Predicate<String> wanted) {
    String[] names = folder.toFile().list();
    return names == null ? Stream.empty() : Stream.of(names).filter(wanted).map(kind::concat);
  }

  /** Makes the namespace of a node, its cable, and the routes to the pods of all nodes. */
  void attach(int node) {
    detach(node);
    ip(
        """
        netns add %1$s
        link add %2$s type veth peer name eth0 netns %1$s
        link set %2$s master %3$s up
        route replace %4$s via %5$s dev %3$s onlink
        """
            .formatted(namespace(node), cable(node), bridge(), podRange(node), address(node)));
    StringBuilder inside =
        new StringBuilder(
            """
            addr add %s/24 dev eth0
            link set eth0 up
            link set lo up
            route add default via %s
            """
                .formatted(address(node), gateway()));
    for (int other = 1; other <= MOST_NODES; other++) {
      if (other != node) {
        inside.append("route add %s via %s%n".formatted(podRange(other), address(other)));
      }
    }
    batch(List.of("ip", "-n", namespace(node), "-batch", "-"), inside.toString());
    Commands.check(
        List.of(
            "nsenter",
            "--net=/run/netns/" + namespace(node),
            "sysctl",
            "-qw",
            "net.ipv4.ip_forward=1"));
  }

  void detach(int node) {
    if (exists(cable(node))) {
      Commands.run(List.of("ip", "link", "del", cable(node)));
    }
    if (Files.exists(Path.of("/run/netns", namespace(node)))) {
      Commands.run(List.of("ip", "netns", "del", namespace(node)));
    }
  }

  void cut(int node) {
    Commands.check(List.of("ip", "link", "set", cable(node), "down"));
  }

  void mend(int node) {
    Commands.check(List.of("ip", "link", "set", cable(node), "up"));
  }

  boolean isCut(int node) {
    return exists(cable(node))
        && !Commands.check(List.of("ip", "-o", "link", "show", cable(node))).contains(",UP");
  }

  /** The node's address, which pods' NodePorts answer on too. */
  public String address(int node) {
    return "10.250." + number + "." + (10 + node);
  }

  String podRange(int node) {
    return "10." + (200 + number) + "." + node + ".0/24";
  }

  String podRanges() {
    return "10." + (200 + number) + ".0.0/16";
  }

  String dnsAddress() {
    return "10." + (96 + number) + ".0.10";
  }

  /** Names the node's network namespace, and its cgroup. */
  String namespace(int node) {
    return bridge() + "-node-" + node;
  }

  private String bridge() {
    return "apim" + number;
  }

  private String cable(int node) {
    return bridge() + "-" + node;
  }

  private static boolean exists(String link) {
    return Files.exists(Path.of("/sys/class/net", link));
  }

  private static void ip(String script) {
    batch(List.of("ip", "-batch", "-"), script);
  }

  private static void batch(List<String> command, String script) {
    Commands.run(command, java.util.Map.of(), null, script).orThrow();
  }
}
