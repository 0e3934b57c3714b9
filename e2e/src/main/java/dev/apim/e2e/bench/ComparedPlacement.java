package dev.apim.e2e.bench;

import dev.apim.e2e.bench.placement.PlacementBench;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import java.nio.file.Path;
import java.util.function.Consumer;

/** How units lie through changes, also beside plain Deployments. */
final class ComparedPlacement implements ClusterBench {
  private final boolean compare;
  private final boolean outage;

  /**
   * @param compare whether plain Deployments run beside ours
   * @param outage whether a zone is lost, too, which takes a minute
   */
  ComparedPlacement(boolean compare, boolean outage) {
    this.compare = compare;
    this.outage = outage;
  }

  @Override
  public String name() {
    return "placement";
  }

  @Override
  public int samples() {
    return 5;
  }

  @Override
  public ClusterSpec cluster(int samples) {
    return ClusterSpec.named(name());
  }

  @Override
  public Figures run(Cluster cluster, int samples, Path processes, Consumer<String> progress) {
    PlacementBench bench = new PlacementBench(cluster, compare, outage, progress);
    bench.run(samples, processes);
    return new Figures(name()).with(bench.figures()).withTable(bench.table());
  }
}
