package dev.apim.e2e.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.Alone;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user does to the children of a location. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Alone
class HealingIT {
  private static final Map<String, Integer> EXACT = Map.of("1", 2, "2", 2, "3", 2);
  private static final Duration HEALED = Duration.ofSeconds(2);
  private static final String NAMESPACE = "apis";
  private static final String ANNOTATION = "{.spec.template.metadata.annotations.example\\.com/c}";
  private static final String WEST =
      ", availability: {mode: ZoneRedundant, zones: [\"1\", \"2\", \"3\"]}"
          + ", network: {exposure: Internal, serviceAnnotations: {example.com/a: b}}"
          + ", pod: {annotations: {example.com/c: d}}";

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("healing"));

  private static Region region;
  private static Fleet fleet;
  private static Outsiders outsiders;

  private static Cluster cluster() {
    return CLUSTERS.get("healing");
  }

  @BeforeAll
  static void startLocations() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    fleet = Fleet.in(cluster(), NAMESPACE);
    outsiders = new Outsiders(cluster(), NAMESPACE, fleet);
    fleet.instance(
        "contoso",
        "Premium",
        ", primaryLocation: west, domain: contoso.example, tags: {cost center: \"1\"}");
    fleet.location("west", "contoso", 3, WEST);
    fleet.location("auto", "contoso", 2, "");
    fleet.location("edge", "contoso", 1, ", hosting: SelfHosted");
    fleet.awaitExactly("west", EXACT);
  }

  @AfterAll
  static void stopTheOperator() {
    if (region != null) {
      region.close();
    }
  }

  @ParameterizedTest
  @Order(1)
  @ValueSource(
      strings = {
        "deployment",
        "service",
        "serviceaccount",
        "role",
        "rolebinding",
        "poddisruptionbudget",
        "controllerrevision"
      })
  @DisplayName("B8 a deleted child is back in under two seconds")
  void aDeletedChildComesBack(String kind) {
    String name = nameOf(kind);
    String before = uid(kind, name);
    cluster().kubectl("delete", kind, name, "-n", NAMESPACE, "--wait=false").orThrow();

    await(kind + " is back")
        .atMost(HEALED)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !uid(kind, name).isEmpty() && !uid(kind, name).equals(before));
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(
      strings = {
        "deployment|{\"spec\":{\"replicas\":5}}|{.spec.replicas}|2",
        "deployment|{\"spec\":{\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":1}}}}|"
            + "{.spec.template.spec.terminationGracePeriodSeconds}|30",
        "deployment|{\"metadata\":{\"labels\":{\"apim.dev/location\":null}}}|"
            + "{.metadata.labels.apim\\.dev/location}|west",
        "deployment|{\"metadata\":{\"ownerReferences\":null}}|"
            + "{.metadata.ownerReferences[0].name}|west",
        "service|{\"spec\":{\"selector\":{\"apim.dev/location\":\"x\"}}}|"
            + "{.spec.selector.apim\\.dev/location}|west",
        "serviceaccount|{\"metadata\":{\"labels\":{\"apim.dev/location\":null}}}|"
            + "{.metadata.labels.apim\\.dev/location}|west",
        "controllerrevision|{\"metadata\":{\"labels\":{\"apim.dev/location\":\"x\"}}}|"
            + "{.metadata.labels.apim\\.dev/location}|west",
        "controllerrevision|{\"metadata\":{\"ownerReferences\":null}}|"
            + "{.metadata.ownerReferences[0].name}|west",
        "role|{\"rules\":[]}|{.rules[0].apiGroups[0]}|apim.dev",
        "rolebinding|{\"subjects\":[]}|{.subjects[0].kind}|ServiceAccount",
        "poddisruptionbudget|{\"spec\":{\"maxUnavailable\":2}}|{.spec.maxUnavailable}|1"
      })
  @DisplayName("B8 an edited child is as it was in under two seconds")
  void anEditedChildIsRestored(String row) {
    String[] parts = row.split("\\|");
    String name = nameOf(parts[0]);
    cluster()
        .kubectl("patch", parts[0], name, "-n", NAMESPACE, "--type=merge", "-p", parts[1])
        .orThrow();

    await(parts[0] + " is as it was")
        .atMost(HEALED)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> read(parts[0], name, parts[2]).equals(parts[3]));
  }

  @Test
  @Order(3)
  @DisplayName("B34 after all that every zone holds exactly its share")
  void exactAfterAll() {
    fleet.awaitExactly("west", EXACT);
  }

  @Test
  @Order(3)
  @DisplayName("B8 what was made, and what was restored, is told by events, and nothing else is")
  void whatWasRestoredIsTold() {
    List<String> restored = events("ChildrenRestored");
    assertThat(restored)
        .anyMatch(text -> text.contains("Service west-gateway"))
        .anyMatch(text -> text.contains("RoleBinding west-gateway"))
        .anyMatch(text -> text.contains("Deployment west-2-0"))
        .hasSizeBetween(10, 30);
    assertThat(String.join(" ", events("UnitsMade")))
        .containsOnlyOnce("Deployment west-1-0")
        .containsOnlyOnce("Deployment west-2-0");
  }

  private static List<String> events(String reason) {
    return cluster().client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> event.getReason().equals(reason))
        .map(event -> event.getMessage())
        .toList();
  }

  @Test
  @Order(4)
  @DisplayName("B20 a self-hosted location has an account with a role, and nothing scheduled")
  void selfHostedHasNothingScheduled() {
    assertThat(read("rolebinding", "edge-gateway", "{.roleRef.name}")).isEqualTo("edge-gateway");
    assertThat(fleet.units("edge")).isEmpty();
    assertThat(uid("service", "edge-gateway")).isEmpty();
  }

  @Test
  @Order(5)
  @DisplayName("B8 while an edit is not accepted, what drifts is healed by the last accepted spec")
  void anEditThatIsNotAcceptedChangesNothing() {
    int revisions = revisions().size();
    fleet.location(
        "west",
        "contoso",
        4,
        ", availability: {mode: ZoneRedundant, zones: [\"1\", \"9\"]}"
            + ", network: {exposure: Internal, serviceAnnotations: {example.com/a: b}}"
            + ", pod: {annotations: {example.com/c: other}}");
    fleet
        .objects()
        .awaitCondition("gwloc", "west", "Accepted", "False", "ZoneNotFound", Fleet.SOON);
    aDeletedChildComesBack("deployment");
    aDeletedChildComesBack("service");

    assertThat(read("deployment", nameOf("deployment"), ANNOTATION)).isEqualTo("d");
    assertThat(revisions()).hasSize(revisions);
    fleet.location("west", "contoso", 3, WEST);
    fleet.awaitExactly("west", EXACT);
  }

  @Test
  @Order(6)
  @DisplayName("a paused location is left alone, and gone on with when the annotation is gone")
  void aPausedLocationIsLeftAlone() {
    annotate("apim.dev/paused=true");
    fleet
        .objects()
        .awaitCondition("gwloc", "west", "Paused", "True", "PausedByAnnotation", Fleet.SOON);
    cluster().kubectl("delete", "service", "west-gateway", "-n", NAMESPACE).orThrow();
    await("nobody makes the Service again")
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(5))
        .until(() -> uid("service", "west-gateway").isEmpty());

    annotate("apim.dev/paused-");
    await("it is back").atMost(Fleet.SOON).until(() -> !uid("service", "west-gateway").isEmpty());
  }

  @Test
  @Order(7)
  @DisplayName("an object of somebody else that has a child's name is told of and left as it is")
  void aStrangersObjectIsLeftAlone() {
    outsiders.aStrangersObjectIsLeftAlone("taken");
  }

  @Test
  @Order(8)
  @DisplayName("B20 the Lease of a gateway that a user runs goes with its location, and no other")
  void leasesGoWithTheirLocation() {
    outsiders.leasesGoWithTheirLocation("leaving", "edge");
  }

  @Test
  @Order(9)
  @DisplayName("B71 what is wrong with a TLS Secret is told by a condition, until it is put right")
  void aWrongTlsSecretIsTold(@TempDir Path directory) {
    outsiders.aWrongTlsSecretIsTold("edge", directory);
  }

  private static void annotate(String change) {
    cluster().kubectl("annotate", "gwloc", "west", change, "-n", NAMESPACE).orThrow();
  }

  private static List<ControllerRevision> revisions() {
    return cluster()
        .client()
        .apps()
        .controllerRevisions()
        .inNamespace(NAMESPACE)
        .withLabel("apim.dev/location", "west")
        .list()
        .getItems();
  }

  private static String newestRevision() {
    return revisions().stream()
        .max(Comparator.comparing(ControllerRevision::getRevision))
        .orElseThrow()
        .getMetadata()
        .getName();
  }

  private static String nameOf(String kind) {
    return switch (kind) {
      case "deployment" -> fleet.unit("west", "2-0").getMetadata().getName();
      case "poddisruptionbudget" ->
          cluster()
              .kubectl(
                  "get",
                  "pdb",
                  "-n",
                  NAMESPACE,
                  "-l",
                  "apim.dev/zone=2",
                  "-o",
                  "jsonpath={.items[0].metadata.name}")
              .orThrow();
      case "controllerrevision" -> newestRevision();
      default -> "west-gateway";
    };
  }

  private static String uid(String kind, String name) {
    return read(kind, name, "{.metadata.uid}");
  }

  private static String read(String kind, String name, String path) {
    return cluster()
        .kubectl("get", kind, name, "-n", NAMESPACE, "--ignore-not-found", "-o", "jsonpath=" + path)
        .out()
        .strip();
  }
}
