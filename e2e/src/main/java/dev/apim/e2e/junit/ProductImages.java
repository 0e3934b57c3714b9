package dev.apim.e2e.junit;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterProvider.Source;
import dev.apim.e2e.region.Images;

/** Gives clusters of real pods the images without which no gateway could be ready there. */
final class ProductImages {
  private ProductImages() {}

  /**
   * Loads them where the cluster is ours. Into an existing one they are its owner's to load, which
   * is said. Real nodes of this machine load them where a test wants any.
   */
  static void offer(Source source, Cluster cluster) {
    switch (source) {
      case K3S -> Images.importInto(cluster, System.err::println);
      case EXISTING ->
          System.err.println(
              "the existing cluster needs gateway-image/image/target/*.tar on its nodes, where they"
                  + " run real pods: docs/images.md");
      case LOCAL -> {}
    }
  }
}
