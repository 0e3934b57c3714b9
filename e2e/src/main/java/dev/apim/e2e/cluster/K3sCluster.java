package dev.apim.e2e.cluster;

import dev.apim.e2e.controlplane.ControlPlane;
import dev.apim.e2e.process.Trees;
import dev.apim.e2e.tools.Binaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** K3s in containers: a server that runs no pods, and an agent per node with its zone's label. */
final class K3sCluster extends ReachableCluster {
  static final Set<Ability> ABILITIES = Set.copyOf(EnumSet.allOf(Ability.class));

  private static final DockerImageName IMAGE =
      DockerImageName.parse("rancher/k3s").withTag("v1.36.4-k3s1");
  private static final String TOKEN = "only-for-tests";
  private static final String AUDIT_LOG = "/var/log/audit.log";

  private final ClusterSpec spec;
  private final Path directory;
  private final Network network = Network.newNetwork();
  private final K3sContainer server;
  private final Map<String, List<GenericContainer<?>>> agents = new LinkedHashMap<>();
  private final Set<String> failed = new TreeSet<>();
  private final ClusterAccess access;

  private K3sCluster(ClusterSpec spec, Path directory, Binaries binaries) {
    this.spec = spec;
    this.directory = directory;
    this.server = server(spec, network);
    this.access = new ClusterAccess(directory, directory.resolve("kubeconfig"), binaries);
    for (String zone : spec.zones()) {
      agents.put(
          zone,
          java.util.stream.IntStream.rangeClosed(1, spec.nodesPerZone())
              .<GenericContainer<?>>mapToObj(i -> agent(zone, i))
              .toList());
    }
  }

  /** Why there can be no containers here, or null when there can. */
  static String obstacle() {
    try {
      return DockerClientFactory.instance().isDockerAvailable()
          ? null
          : "K3s needs a Docker engine, and none answers here";
    } catch (RuntimeException | LinkageError e) {
      return "K3s needs a Docker engine: " + e.getMessage();
    }
  }

  /** As {@link #obstacle()}, or what else of this machine the tests need then. */
  static String obstacle(Binaries binaries) {
    return obstacle() != null ? obstacle() : binaries.obstacle("kubectl", "helm");
  }

  static K3sCluster start(ClusterSpec spec, Binaries binaries) {
    try {
      K3sCluster cluster =
          new K3sCluster(spec, Files.createTempDirectory("apim-" + spec.name()), binaries);
      try {
        cluster.startContainers();
        return cluster;
      } catch (RuntimeException | Error e) {
        cluster.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static K3sContainer server(ClusterSpec spec, Network network) {
    int toleration = spec.timings().tolerationSeconds();
    K3sContainer container = new K3sContainer(IMAGE);
    container
        .withNetwork(network)
        .withNetworkAliases("server")
        .withEnv("K3S_TOKEN", TOKEN)
        .withCopyFileToContainer(
            MountableFile.forClasspathResource(ControlPlane.AUDIT_POLICY_RESOURCE),
            "/etc/audit-policy.yaml")
        .withCommand(
            "server",
            "--disable=traefik",
            "--disable=servicelb",
            "--disable=metrics-server",
            "--node-taint=node-role.kubernetes.io/control-plane=:NoSchedule",
            "--tls-san=" + container.getHost(),
            "--kube-apiserver-arg=audit-policy-file=/etc/audit-policy.yaml",
            "--kube-apiserver-arg=audit-log-path=" + AUDIT_LOG,
            "--kube-apiserver-arg=default-not-ready-toleration-seconds=" + toleration,
            "--kube-apiserver-arg=default-unreachable-toleration-seconds=" + toleration,
            "--kube-controller-manager-arg=node-monitor-period="
                + spec.timings().monitorPeriodSeconds()
                + "s",
            "--kube-controller-manager-arg=node-monitor-grace-period="
                + spec.timings().graceSeconds()
                + "s");
    return container;
  }

  private GenericContainer<?> agent(String zone, int number) {
    String name = spec.name() + "-" + zone + "-" + number;
    return new GenericContainer<>(IMAGE)
        .withNetwork(network)
        .withCreateContainerCmdModifier(command -> command.withHostName(name))
        .withPrivilegedMode(true)
        .withTmpFs(Map.of("/run", "", "/var/run", ""))
        .withEnv("K3S_TOKEN", TOKEN)
        .withEnv("K3S_URL", "https://server:6443")
        .withCommand(
            "agent",
            "--node-name=" + name,
            "--node-label=topology.kubernetes.io/zone=" + zone,
            "--node-label=topology.kubernetes.io/region=" + spec.region());
  }

  private void startContainers() throws IOException {
    server.start();
    Files.writeString(access.kubeconfig(), server.getKubeConfigYaml());
    agents.values().forEach(nodes -> nodes.forEach(GenericContainer::start));
    int wanted = 1 + spec.zones().size() * spec.nodesPerZone();
    Awaitility.await("nodes of " + name())
        .atMost(Duration.ofMinutes(3))
        .until(() -> access.readyNodes() >= wanted);
  }

  @Override
  ClusterAccess access() {
    return access;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public Set<Ability> abilities() {
    return ABILITIES;
  }

  @Override
  public List<String> zones() {
    return spec.zones();
  }

  @Override
  public void failZone(String zone) {
    failed.add(zone);
    agents.get(zone).forEach(K3sCluster::pause);
  }

  @Override
  public void restoreZone(String zone) {
    failed.remove(zone);
    agents.get(zone).forEach(K3sCluster::resume);
  }

  @Override
  public Set<String> failedZones() {
    return Set.copyOf(failed);
  }

  @Override
  public void stopControlPlane() {
    pause(server);
  }

  @Override
  public void startControlPlane() {
    resume(server);
  }

  @Override
  public void killInPods(String commandPart) {
    agents.values().stream()
        .flatMap(List::stream)
        .forEach(node -> execute(node, "pkill", "-KILL", "-f", commandPart));
  }

  @Override
  public AuditLog auditLog() {
    Path copy = directory.resolve("audit.log");
    server.copyFileFromContainer(AUDIT_LOG, copy.toString());
    return new AuditLog(copy);
  }

  @Override
  public void importImage(Path archive) {
    agents.values().stream().flatMap(List::stream).forEach(node -> importImage(node, archive));
  }

  private static void importImage(GenericContainer<?> node, Path archive) {
    node.copyFileToContainer(MountableFile.forHostPath(archive), "/tmp/image.tar");
    var result = execute(node, "ctr", "images", "import", "/tmp/image.tar");
    if (result.getExitCode() != 0) {
      throw new IllegalStateException(result.getStderr());
    }
  }

  private static Container.ExecResult execute(GenericContainer<?> node, String... command) {
    try {
      return node.execInContainer(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    access.close();
    agents.values().forEach(nodes -> nodes.forEach(GenericContainer::stop));
    server.stop();
    network.close();
    Trees.delete(directory);
  }

  private static void pause(GenericContainer<?> container) {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  private static void resume(GenericContainer<?> container) {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }
}
