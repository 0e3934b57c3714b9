package dev.apim.e2e.node;

import dev.apim.e2e.controlplane.ControlPlane;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.tools.Binaries;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Nodes that exist in the API only, played by one process for the zone: freezing that process
 * silences the zone as a lost datacentre would, connections included.
 *
 * @see "stages.yaml, for how nodes and pods behave"
 */
public final class SimulatedZone implements Zone {
  private static final String LEASES = "kube-node-lease";

  private final Path directory;
  private final ControlPlane controlPlane;
  private final Binaries binaries;
  private final ZoneSpec spec;

  public SimulatedZone(
      Path directory, ControlPlane controlPlane, Binaries binaries, ZoneSpec spec) {
    this.directory = directory;
    this.controlPlane = controlPlane;
    this.binaries = binaries;
    this.spec = spec;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public void start() {
    if (daemon().alive()) {
      return;
    }
    Path stages = directory.resolve("stages-" + spec.name() + ".yaml");
    try (InputStream text =
        SimulatedZone.class.getResourceAsStream("/dev/apim/e2e/simulation/stages.yaml")) {
      Files.copy(text, stages, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (KubernetesClient client = controlPlane.client()) {
      for (int i = 1; i <= spec.nodes(); i++) {
        Node node = node(i);
        if (client.nodes().withName(node.getMetadata().getName()).get() == null) {
          client.nodes().resource(node).create();
        }
      }
    }
    daemon().start(command(stages), Map.of());
  }

  @Override
  public void fail() {
    daemon().freeze();
  }

  @Override
  public void restore() {
    daemon().thaw();
    if (controlPlane.running()) {
      reconnect();
    }
  }

  /**
   * The simulation overlooks pods that changed while it did not hold its nodes' leases, and would
   * leave them unready for good; a fresh one looks at them all, as a kubelet does by itself. It
   * must not wait for its predecessor's leases to lapse, which takes as long as Kubernetes waits
   * before it calls a node lost.
   */
  @Override
  public void reconnect() {
    if (!failed() && daemon().alive()) {
      daemon().kill();
      forgetLeases();
      start();
    }
  }

  private void forgetLeases() {
    try (KubernetesClient client = controlPlane.client()) {
      for (int i = 1; i <= spec.nodes(); i++) {
        client.leases().inNamespace(LEASES).withName(spec.nodeName(i)).delete();
      }
    }
  }

  @Override
  public boolean failed() {
    return daemon().frozen();
  }

  @Override
  public void stop() {
    daemon().stop(Duration.ofSeconds(2));
  }

  private List<String> command(Path stages) {
    return List.of(
        binaries.get("kwok").toString(),
        "--kubeconfig=" + controlPlane.credentials().kubeconfig("simulation"),
        "--config=" + stages,
        "--manage-all-nodes=false",
        "--manage-nodes-with-label-selector=" + ZoneSpec.SIMULATION_LABEL + "=" + spec.name(),
        "--node-lease-duration-seconds=8",
        "--cidr=" + spec.podRange(),
        "--server-address=",
        "--node-port=0");
  }

  private Node node(int number) {
    String name = spec.nodeName(number);
    Map<String, Quantity> offer =
        Map.of(
            "cpu", new Quantity(spec.size().cpu()),
            "memory", new Quantity(spec.size().memory()),
            "pods", new Quantity(Integer.toString(spec.size().pods())));
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels(spec.labels())
        .addToLabels(ZoneSpec.SIMULATION_LABEL, spec.name())
        .addToLabels("kubernetes.io/hostname", name)
        .addToLabels("kubernetes.io/os", "linux")
        .addToLabels("kubernetes.io/arch", "amd64")
        .endMetadata()
        .withNewStatus()
        .withAllocatable(offer)
        .withCapacity(offer)
        .endStatus()
        .build();
  }

  private Daemon daemon() {
    return Daemon.of(directory, "zone-" + spec.name());
  }
}
