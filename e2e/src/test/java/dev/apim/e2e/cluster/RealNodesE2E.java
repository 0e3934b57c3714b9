package dev.apim.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.junit.Alone;
import dev.apim.e2e.junit.OwnClusters;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A cluster of real nodes")
@Alone
class RealNodesE2E {
  private static final ClusterSpec SPEC =
      ClusterSpec.named("real").withNodesPerZone(1).withNodes(ClusterSpec.Nodes.REAL);

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(SPEC);

  @Test
  @DisplayName("runs pods as processes, loses a zone with them and gets both back")
  void losesAZoneAndGetsItBack() {
    Cluster cluster = CLUSTERS.get("real");
    TestWorkload workload = new TestWorkload(cluster, "default");
    workload.create(3);
    assertThat(workload.awaitReadyPods(3, Duration.ofSeconds(60)))
        .extracting(pod -> pod.getSpec().getNodeName())
        .containsExactlyInAnyOrder("real-1-1", "real-2-1", "real-3-1");
    assertThat(pauseProcesses()).as("a sandbox and a container for each pod").isEqualTo(6);

    cluster.failZone("3");
    assertThat(cluster.failedZones()).containsExactly("3");
    workload.awaitReadiness("3", "Unknown");
    assertThat(workload.readinessIn("1")).containsOnly("True");

    cluster.restoreZone("3");
    workload.awaitReadiness("3", "True");
    workload.awaitReadyPods(3, Duration.ofSeconds(60));
  }

  @Test
  @DisplayName("leaves nothing on the machine when it ends")
  void leavesNothingBehind() throws IOException {
    Set<String> before = Traces.ofThisMachine();

    Cluster second = ClusterProvider.of(ClusterProvider.Source.LOCAL).start(SPEC);
    Remains own = second.remains();
    try {
      new TestWorkload(second, "default").create(3);
      new TestWorkload(second, "default").awaitReadyPods(3, Duration.ofSeconds(60));
      assertThat(Traces.ofThisMachine())
          .as("what a cluster adds")
          .hasSizeGreaterThan(before.size());
      assertThat(own.now().stream().map(trace -> trace.split(" ")[0]))
          .as("what the cluster itself calls its own")
          .contains("folder", "process", "mount", "link", "network", "cgroup");
    } finally {
      second.close();
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(Traces.ofThisMachine()).isSubsetOf(before));
    assertThat(own.now()).isEmpty();
  }

  private static long pauseProcesses() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").equals("/pause"))
        .count();
  }
}
