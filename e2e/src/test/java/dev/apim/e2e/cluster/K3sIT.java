package dev.apim.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.e2e.junit.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cluster of K3s in containers")
class K3sIT {
  @Test
  @DisplayName("has a labelled agent in each zone, loses a zone and gets it back")
  void losesAZoneAndGetsItBack() {
    ClusterProvider provider = ClusterProvider.of(ClusterProvider.Source.K3S);
    ClusterSpec spec = ClusterSpec.named("k3s").withNodesPerZone(1);
    Availability.assume(provider, spec);
    Instant start = Instant.now();
    try (Cluster cluster = provider.start(spec)) {
      TestWorkload workload = new TestWorkload(cluster, "default");
      assertThat(workload.readyNodesPerZone())
          .containsAllEntriesOf(Map.of("1", 1L, "2", 1L, "3", 1L));
      workload.create(3);
      workload.awaitReadyPods(3, Duration.ofMinutes(2));

      cluster.failZone("2");
      workload.awaitReadiness("2", "Unknown");
      cluster.restoreZone("2");

      workload.awaitReadiness("2", "True");
      assertThat(cluster.auditLog().since(start)).anyMatch(AuditEntry::isWrite);
    }
  }
}
