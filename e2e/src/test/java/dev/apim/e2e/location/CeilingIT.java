package dev.apim.e2e.location;

import static dev.apim.e2e.location.Fleet.awaitEqual;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds a zone's share when nobody looks after it. */
@SideBySide
class CeilingIT {

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("ceiling"));

  private static Region region;
  private static Fleet fleet;

  private static Cluster cluster() {
    return CLUSTERS.get("ceiling");
  }

  @BeforeAll
  static void startALocationAndStopTheOperator() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    fleet = Fleet.in(cluster(), "apis");
    fleet.instance("contoso", "Premium", "");
    fleet.location(
        "west",
        "contoso",
        3,
        ", availability: {mode: ZoneRedundant, zones: [\"1\", \"2\", \"3\"]}");
    fleet.awaitExactly("west", Map.of("1", 2, "2", 2, "3", 2));
    region.operator().orElseThrow().terminate();
  }

  @AfterAll
  static void stopTheOperator() {
    if (region != null) {
      region.close();
    }
  }

  @Test
  @DisplayName("B34 a unit scaled by hand stays at its share: the surplus is pending")
  void theConstraintHoldsTheShare() {
    scaleByHand("1-0");

    await("three pending, two ready in zone 1")
        .atMost(Fleet.SOON)
        .during(Duration.ofSeconds(3))
        .until(() -> fleet.pending("west") == 3 && fleet.readyByZone("west").get("1") == 2);
    fleet.awaitExactly("west", Map.of("1", 2, "2", 2, "3", 2));
  }

  @Test
  @DisplayName("B34 without the constraint the same surplus would run")
  void withoutTheConstraintTheSurplusRuns() {
    Deployment unit = fleet.unit("west", "3-0");
    unit.getSpec().getTemplate().getSpec().setTopologySpreadConstraints(List.of());
    unit.getMetadata().setManagedFields(null);
    unit.getMetadata().setName("unconstrained");
    unit.getMetadata().setResourceVersion(null);
    unit.getMetadata().setUid(null);
    unit.getMetadata().getLabels().clear();
    unit.getMetadata().setOwnerReferences(null);
    Map<String, String> labels = Map.of("apim.dev/location", "unconstrained");
    unit.getSpec().getSelector().setMatchLabels(labels);
    unit.getSpec().getTemplate().getMetadata().setLabels(labels);
    unit.getSpec().setReplicas(5);
    unit.setStatus(null);
    cluster().client().resource(unit).create();

    awaitEqual("ready in zone 3", () -> fleet.readyByZone("unconstrained"), Map.of("3", 5));
  }

  private static void scaleByHand(String unit) {
    String name = fleet.unit("west", unit).getMetadata().getName();
    cluster().kubectl("scale", "deployment", name, "-n", "apis", "--replicas=5").orThrow();
  }
}
