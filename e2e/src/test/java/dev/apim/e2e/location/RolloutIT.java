package dev.apim.e2e.location;

import static dev.apim.e2e.location.Fleet.awaitEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of a location that replace replicas, watched while they run. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SideBySide
class RolloutIT {

  private static final String THREE_ZONES =
      ", availability: {mode: ZoneRedundant, zones: [\"1\", \"2\", \"3\"]}";
  private static final Map<String, Integer> EXACT = Map.of("1", 2, "2", 2, "3", 2);

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("rollout"));

  private static Region region;
  private static Fleet fleet;

  private static Cluster cluster() {
    return CLUSTERS.get("rollout");
  }

  @BeforeAll
  static void startALocation() {
    region = Region.install(cluster(), RegionSpec.primary("westus"));
    fleet = Fleet.in(cluster(), "apis");
    fleet.instance("contoso", "Premium", ", primaryLocation: west");
    fleet.location("west", "contoso", 3, THREE_ZONES);
    fleet.location("pairs", "contoso", 4, ", update: {maxUnitsAtOnce: 2}");
    fleet.awaitExactly("west", EXACT);
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
      "B41 a new version reaches as many units at a time as a location says, and no zone ever has"
          + " fewer replicas")
  void asManyUnitsAtATimeAsTheLimitSays() {
    Replacements pairs = new Replacements();
    try (SharedIndexInformer<Pod> watch = fleet.watch("pairs", pairs)) {
      awaitEqual("replicas of pairs that serve", pairs::serving, 8L);
      pairs.settle();
      fleet.instance("contoso", "Premium", ", primaryLocation: west, gateway: {version: \"2\"}");
      oneUnitAtATime();
      awaitEqual("replicas of pairs", () -> readyVersions("pairs"), Map.of("2", 8));
    }
    assertThat(pairs.most()).as("units of pairs replaced at once").hasSize(2);
    cluster().kubectl("delete", "gwloc", "pairs", "-n", "apis", "--wait=false").orThrow();
    fleet.awaitExactly("west", EXACT);
  }

  private static void oneUnitAtATime() {
    List<Set<String>> mixed = new ArrayList<>();
    await("all replicas run version 2")
        .atMost(Fleet.SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              List<Pod> pods = fleet.pods("west");
              assertThat(readyByZone(pods)).allSatisfy((zone, n) -> assertThat(n).isGreaterThan(1));
              mixed.add(unitsOfTwoVersions(pods));
              return pods.size() == 6 && pods.stream().allMatch(pod -> version(pod).equals("2"));
            });

    assertThat(mixed).allSatisfy(units -> assertThat(units).hasSizeLessThanOrEqualTo(1));
  }

  private static Map<String, Integer> readyVersions(String location) {
    return fleet.pods(location).stream()
        .filter(Fleet::isReady)
        .collect(Collectors.toMap(RolloutIT::version, pod -> 1, Integer::sum));
  }

  @Test
  @Order(2)
  @DisplayName(
      "B41 B43 a version that never becomes ready stops at its first unit, holds up no"
          + " configuration, and is taken back")
  void aBadVersionStopsAtItsFirstUnit() {
    fleet.location(
        "west",
        "contoso",
        3,
        THREE_ZONES
            + ", update: {progressDeadlineSeconds: 5}"
            + ", pod: {annotations: {simulation.apim.dev/ready: \"false\"}}");
    await("one replica waits to become ready, and it stays at one")
        .atMost(Fleet.SOON)
        .during(Duration.ofSeconds(5))
        .until(() -> fleet.pods("west").size() == 7 && fleet.readyByZone("west").equals(EXACT));
    assertThat(fleet.objects().condition("gwloc", "west", "Progressing").path("message").asText())
        .isEqualTo("step 1 of 3");
    await("it is told as stalled, with the pod that blocks it")
        .atMost(Fleet.SOON)
        .until(
            () -> {
              JsonNode stalled = fleet.objects().condition("gwloc", "west", "Stalled");
              return stalled.path("status").asText().equals("True")
                  && stalled.path("message").asText().contains("west-1-0");
            });
    aWaitingUnitIsHealed();
    configurationGoesOn();

    fleet.location("west", "contoso", 3, THREE_ZONES);
    awaitEqual("replicas", () -> fleet.pods("west").size(), 6);
    fleet.awaitExactly("west", EXACT);
  }

  private static void aWaitingUnitIsHealed() {
    Deployment waiting = fleet.unit("west", "3-0");
    cluster()
        .kubectl(
            "patch",
            "deployment",
            waiting.getMetadata().getName(),
            "-n",
            "apis",
            "--type=merge",
            "-p",
            "{\"spec\":{\"replicas\":5,"
                + "\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":1}}}}")
        .orThrow();

    await("the unit that waits is as it was")
        .atMost(Fleet.SOON)
        .until(
            () -> {
              DeploymentSpec now = fleet.unit("west", "3-0").getSpec();
              return now.getReplicas() == 2
                  && now.getTemplate().equals(waiting.getSpec().getTemplate());
            });
  }

  private static void configurationGoesOn() {
    JsonNode before = active();
    fleet
        .objects()
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: Backend
            metadata: {name: echo}
            spec: {instanceRef: {name: contoso}, url: "http://echo.backends.svc:8080"}
            ---
            apiVersion: apim.dev/v1alpha1
            kind: Api
            metadata: {name: echo}
            spec: {instanceRef: {name: contoso}, path: echo, backend: {type: Ref, name: echo}}
            """)
        .orThrow();
    await("another revision is published while the change is stalled")
        .atMost(Fleet.SOON)
        .until(() -> !active().equals(before));
  }

  private static JsonNode active() {
    return fleet.objects().get("apimconfig", "contoso").at("/spec/active/hash");
  }

  @Test
  @Order(3)
  @DisplayName(
      "B40 a zone is left when the others can do without it, and restarts no pod of theirs")
  void zonesAreMoved() {
    Set<String> before = names("1");
    fleet.location(
        "west", "contoso", 4, ", availability: {mode: ZoneRedundant, zones: [\"1\", \"2\"]}");

    fleet.awaitExactly("west", Map.of("1", 4, "2", 4));
    assertThat(names("1")).containsAll(before);
  }

  @Test
  @Order(4)
  @DisplayName("B16 a tier is raised in place, with no replica lost on the way")
  void aTierIsRaisedInPlace() {
    fleet.instance("basic", "Basic", "");
    fleet.location("plain", "basic", 1, "");
    awaitEqual(
        "replicas in one zone", () -> List.copyOf(fleet.readyByZone("plain").values()), List.of(2));

    fleet.instance("basic", "Premium", "");
    await("the unit lies in two zones")
        .atMost(Fleet.SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              Map<String, Integer> ready = fleet.readyByZone("plain");
              int replicas = ready.values().stream().mapToInt(Integer::intValue).sum();
              assertThat(replicas).isGreaterThanOrEqualTo(2);
              return replicas == 2 && ready.size() == 2;
            });
  }

  private static Map<String, Integer> readyByZone(List<Pod> pods) {
    Map<String, Integer> ready = new TreeMap<>();
    pods.stream()
        .filter(Fleet::isReady)
        .forEach(pod -> ready.merge(fleet.zone(pod), 1, Integer::sum));
    return ready;
  }

  private static Set<String> unitsOfTwoVersions(List<Pod> pods) {
    return pods.stream()
        .collect(
            Collectors.groupingBy(
                pod -> pod.getMetadata().getLabels().get("apim.dev/unit"),
                Collectors.mapping(RolloutIT::version, Collectors.toSet())))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static String version(Pod pod) {
    String image = pod.getSpec().getContainers().get(0).getImage();
    return image.substring(image.lastIndexOf(':') + 1);
  }

  private static Set<String> names(String zone) {
    return fleet.pods("west").stream()
        .filter(pod -> fleet.zone(pod).equals(zone))
        .map(pod -> pod.getMetadata().getName())
        .collect(Collectors.toSet());
  }
}
