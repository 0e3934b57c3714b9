package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.AuditEntry;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Locations and configuration that nobody touches. */
@SideBySide
@Needs(Cluster.Ability.AUDIT_LOG)
class AtRestIT {

  @RegisterExtension static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("rest"));

  private static Region region;
  private static Fleet fleet;

  private static Cluster cluster() {
    return CLUSTERS.get("rest");
  }

  @BeforeAll
  static void startLocations() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    fleet = Fleet.in(cluster(), "apis");
    fleet.instance("contoso", "Premium", ", primaryLocation: west, domain: contoso.example");
    fleet.location(
        "west",
        "contoso",
        3,
        ", availability: {mode: ZoneRedundant, zones: [\"1\", \"2\", \"3\"]}");
    fleet.location("auto", "contoso", 2, "");
    fleet.location("edge", "contoso", 1, ", hosting: SelfHosted");
    fleet
        .objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: Api
            metadata: {name: orders}
            spec:
              instanceRef: {name: contoso}
              path: orders
              backend: {type: Url, url: http://orders.example}
            """)
        .orThrow();
    fleet.awaitExactly("west", Map.of("1", 2, "2", 2, "3", 2));
  }

  @AfterAll
  static void stopTheOperator() {
    if (region != null) {
      region.close();
    }
  }

  @Test
  @DisplayName(
      "B8 a minute at rest sees no write and no read by the operator, its own leases aside, and an"
          + " edit of one location lists nothing and tells of its steps only")
  void atRestNothingIsAsked() {
    await("the operator has been quiet for 5 s")
        .atMost(Fleet.SOON)
        .until(() -> requestsSince(Instant.now().minusSeconds(5)).isEmpty());
    Instant start = Instant.now();

    await("a minute at rest")
        .atMost(Duration.ofSeconds(70))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> Instant.now().isAfter(start.plusSeconds(60)));
    assertThat(requestsSince(start)).isEmpty();
    assertThat(allRequestsSince(start)).as("for leases").hasSizeBetween(10, 120);
    anEditListsNothing();
    onlyRealStepsAreTold();
  }

  private static void anEditListsNothing() {
    Instant start = Instant.now();
    fleet.scale("auto", 3);
    Fleet.awaitEqual(
        "ready replicas of auto",
        () -> fleet.toldByZone("auto").values().stream().mapToInt(n -> n).sum(),
        6);

    List<AuditEntry> requests = requestsSince(start);
    assertThat(requests).anyMatch(AuditEntry::isWrite).hasSizeLessThan(60);
    assertThat(requests).filteredOn(entry -> entry.verb().equals("list")).isEmpty();
  }

  private static void onlyRealStepsAreTold() {
    assertThat(events("west")).containsExactlyInAnyOrder("Accepted", "UnitsMade", "Settled");
    await("the end of the change is told")
        .atMost(Fleet.SOON)
        .until(() -> events("auto").size() >= 6);
    assertThat(events("auto"))
        .containsExactlyInAnyOrder(
            "Accepted", "UnitsMade", "Settled", "Changing", "UnitsMade", "Settled");
  }

  private static List<String> events(String location) {
    return cluster().client().v1().events().inNamespace("apis").list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("GatewayLocation"))
        .filter(event -> event.getInvolvedObject().getName().equals(location))
        .map(Event::getReason)
        .toList();
  }

  /** Those by which the operator holds its leadership and its namespaces are aside. */
  private static List<AuditEntry> requestsSince(Instant start) {
    return allRequestsSince(start).stream().filter(entry -> !isForItsLeases(entry)).toList();
  }

  /** Watches end at random and are begun again. */
  private static List<AuditEntry> allRequestsSince(Instant start) {
    return cluster().auditLog().since(start).stream()
        .filter(entry -> entry.user().equals(Region.OPERATOR_USER))
        .filter(entry -> !entry.verb().equals("watch"))
        .toList();
  }

  private static boolean isForItsLeases(AuditEntry entry) {
    return entry.resource().equals("leases")
        && (entry.namespace().equals(Region.SYSTEM) || entry.name().startsWith("apim-operator"));
  }
}
