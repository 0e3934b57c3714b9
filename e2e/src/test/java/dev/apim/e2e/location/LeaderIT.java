package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas of the operator, of which one acts. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeaderIT {

  private static final String FIRST = "operator-westus";
  private static final String SECOND = "operator-second";
  private static final Map<String, Integer> EXACT = Map.of("1", 2, "2", 2, "3", 2);

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("leader"));

  private static Region region;
  private static OperatorProcess first;
  private static OperatorProcess second;
  private static Fleet fleet;

  private static Cluster cluster() {
    return CLUSTERS.get("leader");
  }

  @BeforeAll
  static void startTwo() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    first = region.operator().orElseThrow();
    second =
        OperatorProcess.start(
            cluster(),
            OperatorProcess.Settings.forTests(Region.SYSTEM, "westus", "apim-operator")
                .withName(SECOND));
    fleet = Fleet.in(cluster(), "apis");
    fleet.instance("contoso", "Premium", "");
    fleet.location(
        "west",
        "contoso",
        3,
        ", availability: {mode: ZoneRedundant, zones: [\"1\", \"2\", \"3\"]}");
    fleet.awaitExactly("west", EXACT);
    first.expectLog("Lease is lost");
    second.expectLog("Lease is lost");
  }

  @AfterAll
  static void stopBoth() {
    if (second != null) {
      second.close();
    }
    if (region != null) {
      region.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName("B8 a leader that is shut down hands over within seconds")
  void aLeaderThatIsShutDownHandsOver() {
    assertThat(holder()).isEqualTo(FIRST);
    first.terminate();

    awaitHolder(SECOND, Duration.ofSeconds(6));
    assertThatTheLocationIsHealed();
  }

  @Test
  @Order(2)
  @DisplayName("B8 a leader that hangs is replaced, and ends when it comes to itself")
  void aLeaderThatHangsEnds() {
    first.startAgain();
    second.freeze();

    awaitHolder(FIRST, Duration.ofSeconds(30));
    second.thaw();
    await("the old leader has ended").atMost(Duration.ofSeconds(15)).until(() -> !second.alive());
    assertThat(holder()).isEqualTo(FIRST);
    assertThatTheLocationIsHealed();
  }

  private static void assertThatTheLocationIsHealed() {
    cluster()
        .kubectl("delete", "deployment", "-n", "apis", "-l", "apim.dev/unit=2-0", "--wait=false")
        .orThrow();
    fleet.awaitExactly("west", EXACT);
  }

  private static void awaitHolder(String name, Duration limit) {
    await(name + " leads")
        .atMost(limit)
        .pollInterval(Duration.ofMillis(200))
        .until(LeaderIT::holder, name::equals);
  }

  private static String holder() {
    return cluster()
        .client()
        .leases()
        .inNamespace(Region.SYSTEM)
        .withName("apim-operator")
        .get()
        .getSpec()
        .getHolderIdentity();
  }
}
