package dev.apim.e2e.junit;

import dev.apim.e2e.cluster.ClusterProvider;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.node.RealNodes;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Decides whether a test that cannot have its cluster is skipped or fails. */
public final class Availability {
  private Availability() {}

  /**
   * Returns when the cluster can be had.
   *
   * @throws TestAbortedException with the reason, which skips the test
   * @throws IllegalStateException with the reason under {@code CI=true}, unless it is that real
   *     nodes need root
   */
  public static void require(ClusterProvider provider, ClusterSpec spec) {
    Optional<String> obstacle = provider.obstacle(spec);
    if (obstacle.isEmpty()) {
      return;
    }
    boolean couldBe = spec.nodes() == ClusterSpec.Nodes.SIMULATED || RealNodes.root();
    if ("true".equals(System.getenv("CI")) && couldBe) {
      throw new IllegalStateException(obstacle.get());
    }
    throw new TestAbortedException(obstacle.get());
  }

  /**
   * Returns when there is no obstacle.
   *
   * @param obstacle why the test cannot run, with what helps; null when it can
   * @throws TestAbortedException with the reason, which skips the test
   * @throws IllegalStateException with the reason under {@code CI=true}
   */
  public static void require(String obstacle) {
    if (obstacle == null) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(obstacle);
    }
    throw new TestAbortedException(obstacle);
  }

  /** Skips the test where this kind of cluster cannot be had at all, also in CI. */
  public static void assume(ClusterProvider provider, ClusterSpec spec) {
    provider
        .obstacle(spec)
        .ifPresent(
            reason -> {
              throw new TestAbortedException(reason);
            });
  }
}
