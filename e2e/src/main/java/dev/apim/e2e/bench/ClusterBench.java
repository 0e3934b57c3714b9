package dev.apim.e2e.bench;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One measurement on a cluster of its own. */
interface ClusterBench {
  String name();

  /** How many samples make the figures that are published. */
  int samples();

  /** What that many samples need. */
  ClusterSpec cluster(int samples);

  /**
   * Measures.
   *
   * @param cluster fresh, without the product
   * @param processes where the operator's pid and log lie
   * @param progress is told at least every ten seconds how far it is
   */
  Figures run(Cluster cluster, int samples, Path processes, Consumer<String> progress);
}
