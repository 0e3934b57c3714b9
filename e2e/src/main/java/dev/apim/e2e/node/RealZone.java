package dev.apim.e2e.node;

import dev.apim.e2e.controlplane.ControlPlane;
import dev.apim.e2e.tools.Binaries;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Real nodes whose cables are pulled together. */
public final class RealZone implements Zone {
  private final ZoneSpec spec;
  private final NodeNetwork network;
  private final List<RealNode> nodes;

  public RealZone(
      Path clusterDirectory,
      ControlPlane controlPlane,
      Binaries binaries,
      ZoneSpec spec,
      NodeNetwork network) {
    this.spec = spec;
    this.network = network;
    this.nodes =
        IntStream.rangeClosed(1, spec.nodes())
            .mapToObj(
                i ->
                    new RealNode(
                        clusterDirectory,
                        controlPlane,
                        binaries,
                        spec,
                        network,
                        position(i),
                        spec.nodeName(i)))
            .toList();
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public void start() {
    nodes.forEach(RealNode::start);
  }

  @Override
  public void fail() {
    positions().forEach(network::cut);
  }

  @Override
  public void restore() {
    positions().forEach(network::mend);
  }

  @Override
  public boolean failed() {
    return positions().anyMatch(network::isCut);
  }

  @Override
  public void importImage(Path archive) {
    nodes.forEach(node -> node.importImage(archive));
  }

  @Override
  public void killInPods(String commandPart) {
    nodes.forEach(node -> node.killInPods(commandPart));
  }

  @Override
  public Stream<Path> directories() {
    return nodes.stream().map(RealNode::directory);
  }

  @Override
  public void stop() {
    nodes.forEach(RealNode::stop);
  }

  private IntStream positions() {
    return IntStream.rangeClosed(1, spec.nodes()).map(this::position);
  }

  /** The node's number in its cluster. */
  private int position(int number) {
    return (spec.index() - 1) * spec.nodes() + number;
  }
}
