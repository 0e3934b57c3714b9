package dev.apim.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.load.Arrivals;
import dev.apim.e2e.load.LoadReport;
import dev.apim.e2e.region.TwoRegions;
import dev.apim.e2e.tools.Home;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("deep")
@DisplayName("With real pods in three zones, under steady load,")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChangesUnderLoadE2E {
  private static final String REQUEST = "/echo/hello";
  private static final int REQUESTS_PER_SECOND = 20;
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String THREE =
      "{mode: ZoneRedundant, zones: [\"1\", \"2\", \"3\"],"
          + " zoneMapping: {\"1\": westus-1, \"2\": westus-2, \"3\": westus-3}}";
  private static final String TWO =
      "{mode: ZoneRedundant, zones: [\"1\", \"2\"],"
          + " zoneMapping: {\"1\": westus-1, \"2\": westus-2}}";

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(OneRegion.PLACE.cluster(true));

  private static OneRegion region;

  @BeforeAll
  static void serve() {
    region =
        OneRegion.install(
            CLUSTERS.get("westus"), Home.tree().resolve("e2e/target/processes/ChangesUnderLoad"));
    region.apply(OneRegion.VERSION, 3, THREE);
    awaitSettled(OneRegion.VERSION, 3, Map.of("1", 2, "2", 2, "3", 2));
    try (Arrivals arrivals = new Arrivals()) {
      await("every pod answers in time")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .during(Duration.ofSeconds(5))
          .until(
              () ->
                  region.site().pods(REQUEST).stream()
                      .allMatch(pod -> arrivals.status(pod) == 200));
    }
  }

  @AfterAll
  static void end() {
    if (region != null) {
      region.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName("B41 another image costs no request")
  void anotherImage() {
    change(OneRegion.NEXT_VERSION, 3, THREE, Map.of("1", 2, "2", 2, "3", 2));
  }

  @Test
  @Order(2)
  @DisplayName("B41 units 3 to 6 to 3 cost no request")
  void moreAndFewerUnits() {
    change(OneRegion.NEXT_VERSION, 6, THREE, Map.of("1", 4, "2", 4, "3", 4));
    change(OneRegion.NEXT_VERSION, 3, THREE, Map.of("1", 2, "2", 2, "3", 2));
  }

  @Test
  @Order(3)
  @DisplayName("B40 B41 a zone removed and added costs no request")
  void aZoneRemovedAndAdded() {
    change(OneRegion.NEXT_VERSION, 2, TWO, Map.of("1", 2, "2", 2));
    change(OneRegion.NEXT_VERSION, 3, THREE, Map.of("1", 2, "2", 2, "3", 2));
  }

  @Test
  @Order(4)
  @DisplayName("B41 another mode, and back, costs no request")
  void anotherMode() {
    change(OneRegion.NEXT_VERSION, 3, "{mode: Automatic}", Map.of());
    change(OneRegion.NEXT_VERSION, 3, THREE, Map.of("1", 2, "2", 2, "3", 2));
  }

  private static void change(
      String version, int units, String availability, Map<String, Integer> exactly) {
    long start = System.nanoTime();
    try (RegionLoad load = new RegionLoad(List.of(region.site()), REQUEST, REQUESTS_PER_SECOND)) {
      region.apply(version, units, availability);
      awaitSettled(version, units, exactly);
      LoadReport report = load.stop().get(0);
      System.out.printf(
          "to %s x%d of version %s: %d requests, %d failed, p99 %.0f ms, %.0f s%n",
          availability,
          units,
          version,
          report.sent(),
          report.failed(),
          report.p99Millis(),
          (System.nanoTime() - start) / 1e9);
      assertThat(report.sent()).isPositive();
      assertThat(report.failures()).isEmpty();
    }
  }

  private static void awaitSettled(String version, int units, Map<String, Integer> exactly) {
    await(units + " units of version " + version + " " + exactly)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .during(Duration.ofSeconds(3))
        .until(() -> isSettled(version, units, exactly));
  }

  private static boolean isSettled(String version, int units, Map<String, Integer> exactly) {
    Cluster cluster = region.site().cluster();
    List<Pod> pods =
        cluster
            .client()
            .pods()
            .inNamespace(TwoRegions.NAMESPACE)
            .withLabel("apim.dev/location", "westus")
            .list()
            .getItems();
    Map<String, Integer> ready = new TreeMap<>(region.site().placement());
    ready.values().removeIf(count -> count == 0);
    JsonNode location = region.site().objects().get("gwloc", "westus");
    JsonNode status = location.path("status");
    return pods.size() == 2 * units
        && pods.stream().allMatch(pod -> image(pod).endsWith(":" + version))
        && ready.values().stream().mapToInt(count -> count).sum() == 2 * units
        && (exactly.isEmpty() || ready.equals(exactly))
        && status.path("observedGeneration").equals(location.at("/metadata/generation"))
        && status.path("progress").isMissingNode();
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().get(0).getImage();
  }
}
