package dev.apim.e2e.location;

import static dev.apim.e2e.location.Fleet.awaitEqual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apim.api.v1alpha1.KnownZone;
import dev.apim.api.v1alpha1.ZoneState;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fifteen locations side by side in one cluster, taken through all that moves replicas. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class PlacementIT {

  private static final List<Integer> UNITS = List.of(1, 2, 3, 4, 6, 12);
  private static final List<String> ZONES = List.of("1", "2", "3");

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("placement"));

  private static Region region;
  private static Fleet fleet;
  private static final Map<String, Shape> SHAPES = shapes();

  /** So many units over the first so many zones. */
  private record Shape(int units, int zones) {

    Map<String, Integer> exact(int units) {
      Map<String, Integer> wanted = new TreeMap<>();
      ZONES.subList(0, zones).forEach(zone -> wanted.put(zone, 2 * units / zones));
      return wanted;
    }

    String availability() {
      return ", availability: {mode: %s, zones: [\"%s\"]}"
          .formatted(
              zones == 1 ? "Zonal" : "ZoneRedundant",
              String.join("\", \"", ZONES.subList(0, zones)));
    }
  }

  private static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int zones = 1; zones <= 3; zones++) {
      for (int units : UNITS) {
        if (units % zones == 0) {
          shapes.put("u" + units + "z" + zones, new Shape(units, zones));
        }
      }
    }
    return shapes;
  }

  private static Cluster cluster() {
    return CLUSTERS.get("placement");
  }

  @BeforeAll
  static void installAndApplyAll() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    fleet = Fleet.in(cluster(), "apis");
    fleet.instance("contoso", "Premium", ", primaryLocation: u1z1");
    SHAPES.forEach((name, s) -> fleet.location(name, "contoso", s.units(), s.availability()));
  }

  @AfterAll
  static void stopTheOperator() {
    if (region != null) {
      region.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName("B34 every zone holds exactly its share after creation")
  void exactAfterCreation() {
    SHAPES.forEach((name, shape) -> fleet.awaitExactly(name, shape.exact(shape.units())));
  }

  @Test
  @Order(2)
  @DisplayName("B34 every zone holds exactly its share after scaling out, and after scaling in")
  void exactAfterScaling() {
    SHAPES.forEach((name, shape) -> fleet.scale(name, shape.units() + shape.zones()));
    SHAPES.forEach(
        (name, shape) -> fleet.awaitExactly(name, shape.exact(shape.units() + shape.zones())));

    SHAPES.forEach((name, shape) -> fleet.scale(name, shape.units()));
    SHAPES.forEach((name, shape) -> fleet.awaitExactly(name, shape.exact(shape.units())));
  }

  @Test
  @Order(3)
  @DisplayName("B26 an automatic unit has its replicas in two zones")
  void automaticUnitsLieInTwoZones() {
    fleet.location("auto", "contoso", 3, "");

    awaitEqual(
        "zones of each unit",
        () -> fleet.zonesByUnit("auto").values().stream().map(Set::size).toList(),
        List.of(2, 2, 2));
  }

  @Test
  @Order(4)
  @DisplayName("B37 a tier without zones keeps its location in one zone, over several hosts")
  void tiersWithoutZonesUseOne() {
    fleet.instance("standard", "Standard", "");
    fleet.location("plain", "standard", 2, "");

    awaitEqual(
        "ready replicas by zone",
        () -> List.copyOf(fleet.readyByZone("plain").values()),
        List.of(4));
    assertThat(fleet.pods("plain").stream().map(pod -> pod.getSpec().getNodeName()).distinct())
        .hasSize(2);
  }

  @Test
  @Order(5)
  @DisplayName("B64 a location too busy to do without a zone is told, with the units that it needs")
  void tooBusyToLoseAZone() {
    fleet.busy("u3z3", 70);
    String told = risk("True", "LoadTooHigh");
    assertThat(told).contains("70 % busy", "needs 6 units (spec.units: 3)");
    assertThat(fleet.get("u3z3").getStatus().outage().unitsAtPresentLoad()).isEqualTo(6);

    fleet.busy("u3z3", 20);
    risk("False", "Balanced");
    assertThat(fleet.get("u3z3").getStatus().outage().unitsAtPresentLoad()).isEqualTo(3);
  }

  private static String risk(String status, String reason) {
    return fleet
        .objects()
        .awaitCondition("gwloc", "u3z3", "CapacityAtRisk", status, reason, Fleet.SOON)
        .path("message")
        .asText();
  }

  @Test
  @Needs(Ability.ZONE_OUTAGE)
  @Order(6)
  @DisplayName(
      "B35 B65 a zone that dies silently is Down, also when its nodes are deleted; when it is back,"
          + " every share is exact again")
  void exactAfterAnOutage() {
    cluster().failZone("2");
    Map<String, Integer> rest = new TreeMap<>(Map.of("1", 2, "3", 2));
    awaitEqual("ready without zone 2", () -> fleet.readyByZone("u3z3"), rest);
    awaitEqual(
        "state of zone 2",
        () -> fleet.get("u3z3").getStatus().zones().get(1).state(),
        ZoneState.Down);
    awaitEqual("pending replicas of zone 2", () -> fleet.pending("u3z3"), 2L);
    awaitEqual(
        "an automatic location keeps a replica of every unit",
        () -> fleet.zonesByUnit("auto").size(),
        3);

    List<Node> nodes = deleteNodes("2");
    theLostZoneStaysKnown();
    nodes.forEach(node -> cluster().client().resource(node).create());
    cluster().restoreZone("2");
    SHAPES.forEach((name, shape) -> fleet.awaitExactly(name, shape.exact(shape.units())));
    awaitEqual(
        "zones of each automatic unit",
        () -> fleet.zonesByUnit("auto").values().stream().map(Set::size).toList(),
        List.of(2, 2, 2));
  }

  /** As clouds do with those of a dead zone. Returns them as they can be made again. */
  private static List<Node> deleteNodes(String zone) {
    List<Node> nodes =
        cluster()
            .client()
            .nodes()
            .withLabel("topology.kubernetes.io/zone", zone)
            .list()
            .getItems()
            .stream()
            .map(PlacementIT::asNew)
            .toList();
    nodes.forEach(node -> cluster().client().resource(node).delete());
    return nodes;
  }

  private static Node asNew(Node node) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(node.getMetadata().getName())
        .withLabels(node.getMetadata().getLabels())
        .endMetadata()
        .withNewStatus()
        .withAllocatable(node.getStatus().getAllocatable())
        .withCapacity(node.getStatus().getCapacity())
        .endStatus()
        .build();
  }

  private static void theLostZoneStaysKnown() {
    String before = fleet.objects().generations("deployments");
    awaitEqual(
        "zones without nodes",
        () ->
            fleet.get("u3z3").getStatus().clusterZones().stream()
                .filter(zone -> zone.missingSince() != null)
                .map(KnownZone::name)
                .toList(),
        List.of("2"));
    awaitEqual(
        "zones of each automatic unit without zone 2",
        () -> List.copyOf(fleet.zonesByUnit("auto").values()),
        Collections.nCopies(3, Set.of("1", "3")));

    assertThat(fleet.get("u3z3").getStatus().zones().get(1).state()).isEqualTo(ZoneState.Down);
    assertThat(fleet.toldByZone("u3z3")).isEqualTo(Map.of("1", 2, "2", 0, "3", 2));
    assertThat(fleet.objects().condition("gwloc", "u3z3", "Accepted").path("status").asText())
        .isEqualTo("True");
    assertThat(fleet.pending("u3z3")).isEqualTo(2);
    assertThat(fleet.objects().generations("deployments")).isEqualTo(before);
  }
}
