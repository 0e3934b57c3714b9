package dev.apim.e2e.location;

import static dev.apim.e2e.location.Fleet.awaitEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.Cluster.Ability;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Needs;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.node.NodeSize;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clusters that are not as they should be: it is told, and the location west, which stands through
 * all of it, loses no replica that it has.
 */
@SideBySide
@Needs(Ability.AUDIT_LOG)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadClustersIT {

  private static final String NAMESPACE = "apis";
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String CRD = "gatewaylocations.apim.dev";
  private static final String ZONES = ", availability: {mode: ZoneRedundant, zones: [%s]}";
  private static final String THREE_ZONES = ZONES.formatted("\"1\", \"2\", \"3\"");
  private static final Map<String, Integer> EXACT = Map.of("1", 2, "2", 2, "3", 2);

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(
          ClusterSpec.named("bad").withNodesPerZone(2).withNodeSize(new NodeSize("4", "8Gi", 20)));

  private static Region region;
  private static Fleet fleet;
  private static Map<String, String> zoneOfNode;
  private static Set<String> west;
  private static Set<String> auto;

  private static Cluster cluster() {
    return CLUSTERS.get("bad");
  }

  @BeforeAll
  static void startALocation() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    fleet = Fleet.in(cluster(), NAMESPACE);
    fleet.instance("contoso", "Premium", ", primaryLocation: west");
    fleet.location("west", "contoso", 3, THREE_ZONES);
    fleet.awaitExactly("west", EXACT);
    west = uids("west");
    zoneOfNode =
        cluster().client().nodes().list().getItems().stream()
            .collect(
                Collectors.toMap(
                    node -> node.getMetadata().getName(),
                    node -> node.getMetadata().getLabels().get(ZONE)));
  }

  @AfterAll
  static void stopTheOperator() {
    if (region != null) {
      region.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName(
      "B42 zones too small for a location are told with what is missing, in the scheduler's words")
  void zonesThatAreTooSmallAreTold() {
    fleet.instance("large", "Premium", ", gateway: {replicaResources: {cpuMillicores: 3000}}");
    fleet.location("large", "large", 6, THREE_ZONES + ", update: {progressDeadlineSeconds: 5}");

    String told = condition("large", "RoomLacking", "True", "NoRoom");
    assertThat(told).contains("zone ", "missing: cpu;", "m CPU", "Insufficient cpu");
    String stalled = condition("large", "Stalled", "True", "DeadlineExceeded");
    Pod waiting =
        fleet.pods("large").stream()
            .filter(pod -> pod.getSpec().getNodeName() == null)
            .filter(pod -> stalled.contains(pod.getMetadata().getName() + ": "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no pod that waits is named: " + stalled));
    assertThat(stalled)
        .contains(waiting.getMetadata().getName() + ": 0/6 nodes are available: ")
        .contains("Insufficient cpu", "node(s) didn't match");
    assertThatWestIsWhole();
    cluster().kubectl("delete", "gwloc", "large", "-n", NAMESPACE).orThrow();
    awaitEqual("replicas of large", () -> fleet.pods("large").size(), 0);
  }

  @Test
  @Order(2)
  @DisplayName("B35 nodes that change their zone under a location restart nothing and are told")
  void nodesThatChangeTheirZone() {
    relabel(node -> zoneOfNode.get(node).equals("3") ? "9" : zoneOfNode.get(node));

    condition("west", "ZoneBalanced", "False", "Unbalanced");
    fleet.location("east", "contoso", 2, ZONES.formatted("\"1\", \"9\""));
    fleet.awaitExactly("east", Map.of("1", 2, "9", 2));
    assertThatWestIsWhole();
    assertThat(fleet.objects().condition("gwloc", "west", "Accepted").path("status").asText())
        .isEqualTo("True");
  }

  @Test
  @Order(3)
  @DisplayName("B24 without any zone label units are spread over hosts, and it is told")
  void noZoneLabelAtAll() {
    relabel(node -> null);

    fleet.location("auto", "contoso", 1, "");
    awaitEqual(
        "replicas of auto",
        () -> fleet.readyByZone("auto").values().stream().mapToInt(n -> n).sum(),
        2);
    fleet.location("named", "contoso", 1, ", availability: {mode: Zonal, zones: [\"1\"]}");
    condition("named", "Accepted", "False", "ZoneNotFound");
    assertThat(fleet.objects().condition("gwloc", "auto", "ZoneBalanced").path("message").asText())
        .contains("no zone label");
    assertThatWestIsWhole();
  }

  @Test
  @Order(4)
  @DisplayName("B22 a cluster with one zone is advised against")
  void oneZone() {
    relabel(node -> "1");

    await("one zone is advised against")
        .atMost(Fleet.SOON)
        .until(() -> condition("auto", "Advised", "True", "CouldBeSafer").contains("has 1 zone;"));
    condition("auto", "CapacityAtRisk", "True", "NoSpareZone");
    assertThatWestIsWhole();
  }

  @Test
  @Order(5)
  @DisplayName("B34 with the labels back every zone holds its share, and no replica was restarted")
  void labelsThatComeBack() {
    relabel(zoneOfNode::get);

    fleet.awaitExactly("west", EXACT);
    condition("west", "ZoneBalanced", "True", "Balanced");
    condition("west", "RoomLacking", "False", "RoomForAll");
    assertThatWestIsWhole();
  }

  @Test
  @Order(6)
  @DisplayName("a CRD of a newer version: its fields are kept, count for nothing, and are told")
  void aNewerCrd() {
    editSchema(
        schema ->
            field(schema, "spec")
                .getProperties()
                .put("fancy", new JSONSchemaPropsBuilder().withType("string").build()));
    region.operator().orElseThrow().terminate();
    makeAutoAsTheFirstReleaseDid();
    region.operator().orElseThrow().startAgain();

    fleet.location("west", "contoso", 3, THREE_ZONES + ", fancy: \"yes\"");
    String told = schemaCondition("True", "CrdsNewer");
    assertThat(told).contains(CRD, "spec.fancy", "upgrade the operator");
    awaitObserved();
    assertThat(fleet.objects().get("gwloc", "west").at("/spec/fancy").asText()).isEqualTo("yes");
    assertThatWestIsWhole();
    fleet.location("west", "contoso", 3, THREE_ZONES);
  }

  @Test
  @Order(7)
  @DisplayName("B39 a location of an older platform stays there until its zones are changed")
  void anOlderPlatform() {
    awaitEqual("platform of auto", () -> fleet.get("auto").getStatus().platform(), 1);
    assertThat(uids("auto")).isEqualTo(auto);

    fleet.location("auto", "contoso", 2, ZONES.formatted("\"1\", \"2\""));
    fleet.awaitExactly("auto", Map.of("1", 2, "2", 2));
    awaitEqual("platform of auto", () -> fleet.get("auto").getStatus().platform(), 2);
    assertThat(fleet.units("auto")).allMatch(unit -> !FirstPlatform.isFirst(unit));
  }

  private static void makeAutoAsTheFirstReleaseDid() {
    Deployment unit = fleet.units("auto").get(0);
    cluster().client().resource(unit).edit(FirstPlatform::of);
    await("the replicas of auto are those of the first release")
        .atMost(Fleet.SOON)
        .until(
            () ->
                fleet.pods("auto").size() == 2
                    && fleet.pods("auto").stream().allMatch(FirstPlatform::isFirst));
    auto = uids("auto");
  }

  @Test
  @Order(8)
  @DisplayName("a CRD of an older version: what it has no field for is left out, and that is told")
  void anOlderCrd() {
    editSchema(
        schema -> {
          field(schema, "spec").getProperties().remove("fancy");
          field(schema, "status").getProperties().remove("outage");
          field(schema, "status").getProperties().remove("zoneSummary");
        });
    region.operator().orElseThrow().expectLog("Uncaught error during event processing");
    fleet.scale("west", 6);

    awaitEqual("units of west", () -> fleet.get("west").getStatus().currentUnits(), 6);
    String told = schemaCondition("True", "CrdsOlder");
    assertThat(told).contains(CRD, "status.outage, status.zoneSummary", "apply the CRDs");
    fleet.awaitExactly("west", Map.of("1", 4, "2", 4, "3", 4));
    assertThat(uids("west")).containsAll(west);
    quiet();
  }

  private static void quiet() {
    await("no write for five seconds")
        .atMost(Fleet.SOON)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                cluster()
                    .auditLog()
                    .writesBy(Region.OPERATOR_USER, java.time.Instant.now().minusSeconds(5))
                    .stream()
                    .allMatch(entry -> entry.resource().equals("leases")));
  }

  private static void awaitObserved() {
    await("the edit is observed")
        .atMost(Fleet.SOON)
        .until(
            () ->
                fleet
                    .get("west")
                    .getMetadata()
                    .getGeneration()
                    .equals(fleet.get("west").getStatus().observedGeneration()));
  }

  private static String condition(String location, String type, String status, String reason) {
    return fleet
        .objects()
        .awaitCondition("gwloc", location, type, status, reason, Fleet.SOON)
        .path("message")
        .asText();
  }

  private static String schemaCondition(String status, String reason) {
    return new Objects(cluster(), Region.SYSTEM)
        .awaitCondition("gwcluster", "westus", "SchemaDiffers", status, reason, Fleet.SOON)
        .path("message")
        .asText();
  }

  private static void assertThatWestIsWhole() {
    assertThat(uids("west")).isEqualTo(west);
    assertThat(fleet.pods("west")).allMatch(Fleet::isReady);
  }

  private static Set<String> uids(String location) {
    return fleet.pods(location).stream()
        .map((Pod pod) -> pod.getMetadata().getUid())
        .collect(Collectors.toSet());
  }

  private static void relabel(java.util.function.UnaryOperator<String> zone) {
    for (String name : zoneOfNode.keySet()) {
      cluster()
          .client()
          .nodes()
          .withName(name)
          .edit(
              node -> {
                Map<String, String> labels = new HashMap<>(node.getMetadata().getLabels());
                labels.remove(ZONE);
                if (zone.apply(name) != null) {
                  labels.put(ZONE, zone.apply(name));
                }
                return new NodeBuilder(node)
                    .editMetadata()
                    .withLabels(labels)
                    .endMetadata()
                    .build();
              });
    }
    fleet = Fleet.in(cluster(), NAMESPACE);
  }

  private static void editSchema(Consumer<JSONSchemaProps> change) {
    cluster()
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(CRD)
        .edit(
            (CustomResourceDefinition crd) -> {
              change.accept(crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema());
              return crd;
            });
  }

  private static JSONSchemaProps field(JSONSchemaProps schema, String name) {
    return schema.getProperties().get(name);
  }
}
