package dev.apim.e2e.cluster;

import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.node.RealNodes;
import dev.apim.e2e.tools.Binaries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses where test clusters come from: the cluster of {@code KUBECONFIG} (only with {@code
 * USE_EXISTING_CLUSTER=true}), K3s in containers where an engine answers, else processes of this
 * machine.
 *
 * <p>Real nodes always come from this machine's processes.
 */
public final class ClusterProvider {
  private final Source source;
  private final Binaries binaries;

  /** Where a cluster comes from. */
  public enum Source {
    EXISTING,
    K3S,
    LOCAL
  }

  private ClusterProvider(Source source, Binaries binaries) {
    this.source = source;
    this.binaries = binaries;
  }

  /** The provider that fits this machine. */
  public static ClusterProvider detect() {
    Binaries binaries = Binaries.locate();
    if (ExistingCluster.wanted()) {
      return new ClusterProvider(Source.EXISTING, binaries);
    }
    return new ClusterProvider(K3sCluster.obstacle() == null ? Source.K3S : Source.LOCAL, binaries);
  }

  /** A provider of one kind, for tests of that kind. */
  public static ClusterProvider of(Source source) {
    return new ClusterProvider(source, Binaries.locate());
  }

  public Source source() {
    return source;
  }

  /** What its clusters of simulated nodes can do, or what stands for them. */
  public Set<Ability> abilities() {
    return switch (source) {
      case EXISTING -> ExistingCluster.ABILITIES;
      case K3S -> K3sCluster.ABILITIES;
      case LOCAL -> LocalCluster.abilities(ClusterSpec.Nodes.SIMULATED);
    };
  }

  /** Why this machine cannot have such a cluster; empty when it can. The text says what to do. */
  public Optional<String> obstacle(ClusterSpec spec) {
    if (spec.nodes() == ClusterSpec.Nodes.REAL) {
      return Optional.ofNullable(RealNodes.obstacle())
          .or(() -> Optional.ofNullable(binaries.obstacle()));
    }
    return Optional.ofNullable(
        switch (source) {
          case EXISTING -> ExistingCluster.obstacle();
          case K3S -> K3sCluster.obstacle(binaries);
          case LOCAL -> binaries.obstacle();
        });
  }

  /** Starts a cluster, or takes the existing one, and returns when its nodes are Ready. */
  public Cluster start(ClusterSpec spec) {
    if (spec.nodes() == ClusterSpec.Nodes.REAL) {
      return local(spec);
    }
    return switch (source) {
      case EXISTING -> ExistingCluster.open(spec.name(), binaries);
      case K3S -> K3sCluster.start(spec, binaries);
      case LOCAL -> local(spec);
    };
  }

  /** Starts several clusters side by side; all or none. */
  public List<Cluster> startAll(List<ClusterSpec> specs) {
    List<Cluster> started = new ArrayList<>();
    try {
      // one after the other: on few cores side by side takes as long and fails less clearly
      for (ClusterSpec spec : specs) {
        started.add(start(spec));
      }
      return List.copyOf(started);
    } catch (RuntimeException | Error e) {
      started.forEach(Cluster::close);
      throw e;
    }
  }

  private Cluster local(ClusterSpec spec) {
    RunDirectory.sweep(binaries);
    return LocalCluster.startGuarded(RunDirectory.create(spec.name()), spec, binaries);
  }
}
