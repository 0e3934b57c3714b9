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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final String PART_OF = "app.kubernetes.io/part-of";
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
    second = OperatorProcess.start(cluster(), second());
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

  @Test
  @Order(3)
  @DisplayName(
      "B110 another version of the operator, beside the old one or after it, restarts nothing")
  void anotherVersionRestartsNothing() {
    Set<String> gateways = gateways();
    second.close();
    second = OperatorProcess.start(cluster(), second().with("APIM_VERSION", "9.9.9"));
    first.terminate();
    awaitHolder(SECOND, Duration.ofSeconds(6));
    awaitVersion("9.9.9");
    assertThat(gateways()).isEqualTo(gateways);

    second.terminate();
    otherwiseLabelled();
    first.startAgain();
    awaitVersion("0.1.0");
    await("what the other version wrote otherwise is as this one writes it")
        .atMost(Fleet.SOON)
        .until(
            () ->
                fleet.units("west").stream()
                    .allMatch(
                        unit ->
                            "apim".equals(unit.getMetadata().getLabels().get(PART_OF))
                                && unit.getMetadata()
                                    .getAnnotations()
                                    .containsKey("apim.dev/template")));
    fleet.awaitExactly("west", EXACT);
    assertThat(gateways()).isEqualTo(gateways);
  }

  /** As if that version had other labels on what it makes, and kept no template beside its hash. */
  private static void otherwiseLabelled() {
    for (String kind : List.of("deployment", "service", "pdb", "role", "serviceaccount")) {
      cluster()
          .kubectl(
              "label", kind, "-n", "apis", "-l", "apim.dev/location", PART_OF + "=x", "--overwrite")
          .orThrow();
    }
    cluster()
        .kubectl(
            "annotate", "deployment", "-n", "apis", "-l", "apim.dev/location", "apim.dev/template-")
        .orThrow();
  }

  private static void awaitVersion(String version) {
    Fleet.awaitEqual(
        "version of the operator",
        () -> fleet.get("west").getStatus().operator().version(),
        version);
  }

  private static Set<String> gateways() {
    return fleet.pods("west").stream()
        .map(pod -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }

  private static OperatorProcess.Settings second() {
    return OperatorProcess.Settings.forTests(Region.SYSTEM, "westus", "apim-operator")
        .withName(SECOND)
        .with("APIM_GATEWAY_PRIORITY_CLASS", "apim-gateway");
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
