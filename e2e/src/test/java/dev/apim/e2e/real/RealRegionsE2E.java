package dev.apim.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.junit.Alone;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.load.Arrivals;
import dev.apim.e2e.load.LoadReport;
import dev.apim.e2e.region.Outage;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Replica;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import dev.apim.e2e.tools.Home;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

@DisplayName("With real pods in three zones of two regions, under load,")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Alone
class RealRegionsE2E {
  private static final int UNITS = 3;
  private static final int REPLICAS = 2 * UNITS;
  private static final int CHANGES = 20;

  /** The first edits run code that no edit has run before, in sixteen programs side by side. */
  private static final int FIRST_CHANGES = 8;

  /**
   * More than the second for which the next revision waits, so that each edit is one of its own.
   */
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(1100);

  private static final int REQUESTS_PER_SECOND = 20;
  private static final double LONGEST_PROPAGATION_MILLIS = 3000;
  private static final String REQUEST = "/echo/hello";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @RegisterExtension
  static final OwnClusters CLUSTERS =
      OwnClusters.of(Place.ALL.get(0).cluster(true), Place.ALL.get(1).cluster(true));

  private static TwoRegions regions;

  @BeforeAll
  static void serveTheExample() {
    List<Cluster> clusters = Place.ALL.stream().map(p -> CLUSTERS.get(p.dnsName())).toList();
    regions =
        TwoRegions.install(
            clusters,
            Home.tree().resolve("e2e/target/processes/RealRegionsE2E"),
            System.out::println);
    regions.applyExample();
    regions.sites().forEach(site -> site.awaitExactly(UNITS, LIMIT));
    warmUp();
  }

  /** Two dozen programs have just started on this machine; their first requests tell nothing. */
  private static void warmUp() {
    try (Arrivals arrivals = new Arrivals()) {
      await("every pod answers in time")
          .atMost(LIMIT.multipliedBy(2))
          .pollInterval(Duration.ofMillis(200))
          .during(Duration.ofSeconds(15))
          .until(() -> pods(REQUEST).stream().allMatch(pod -> arrivals.status(pod) == 200));
    }
  }

  @AfterAll
  static void end() {
    if (regions != null) {
      regions.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName(
      "B53 B77 every replica of both regions serves each change within three seconds, and no"
          + " request fails")
  void everyReplicaServesEachChange() {
    regions.primary().objects().apply(probe("probe-0")).orThrow();
    List<Double> first = new ArrayList<>();
    List<Double> slowest = new ArrayList<>();
    try (RegionLoad load = load(regions.sites());
        Arrivals arrivals = new Arrivals()) {
      for (int i = 1; i <= FIRST_CHANGES + CHANGES; i++) {
        double millis = millisOfChange(arrivals, "probe-" + i);
        (i <= FIRST_CHANGES ? first : slowest).add(millis);
      }
      assertThat(load.stop()).allSatisfy(RealRegionsE2E::nothingFailed);
    }
    Collections.sort(slowest);
    System.out.printf(
        "propagation to %d pods of two regions: p50 %.0f ms, p99 (slowest) %.0f ms of %d changes;"
            + " the first ones after the start %.0f ms%n",
        2 * REPLICAS,
        slowest.get(CHANGES / 2),
        slowest.get(CHANGES - 1),
        CHANGES,
        Collections.max(first));
    assertThat(slowest.get(CHANGES - 1)).isBetween(0.0, LONGEST_PROPAGATION_MILLIS);
  }

  private static double millisOfChange(Arrivals arrivals, String path) {
    List<URI> pods = pods("/" + path);
    assertThat(pods).hasSize(2 * REPLICAS);
    await().pollDelay(BETWEEN_CHANGES).until(() -> true);
    Map<URI, Double> seen =
        arrivals.after(() -> regions.patch("Api", "probe", path(path)), pods, LIMIT);
    assertThat(seen).containsOnlyKeys(pods);
    List<Double> sorted = seen.values().stream().sorted().toList();
    System.out.printf(
        "%s: first pod %.0f ms, half of them %.0f ms, last %.0f ms%n",
        path, sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    return sorted.get(sorted.size() - 1);
  }

  @Test
  @Order(2)
  @DisplayName("B53 status names the revision and how many replicas of how many serve it")
  void statusNamesTheRevision() {
    for (Site site : regions.sites()) {
      JsonNode pointer = site.objects().get("apimconfig", TwoRegions.INSTANCE).path("spec");
      await(site.place().displayName() + " acknowledged")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                JsonNode configuration = site.status().path("configuration");
                assertThat(configuration.path("revision")).isEqualTo(pointer.at("/active/hash"));
                assertThat(configuration.path("acknowledgedReplicas").asInt()).isEqualTo(REPLICAS);
                assertThat(configuration.path("totalReplicas").asInt()).isEqualTo(REPLICAS);
                assertThat(configuration.path("lagMillis").asLong()).isBetween(0L, 3000L);
              });
    }
  }

  @Test
  @Order(3)
  @DisplayName("B4 a killed replica shows as Degraded and costs no request")
  void killedReplica() {
    Site site = regions.primary();
    try (RegionLoad load = load(regions.sites())) {
      Replica victim = site.replicas().get(0);
      site.cluster()
          .kubectl("delete", "pod", victim.name(), "-n", TwoRegions.NAMESPACE, "--wait=false")
          .orThrow();
      degradedAndWhole(site);
      assertThat(site.replicas()).extracting(Replica::name).doesNotContain(victim.name());
      assertThat(load.stop()).allSatisfy(RealRegionsE2E::nothingFailed);
    }
  }

  @Test
  @Order(4)
  @DisplayName("B5 B6 B8 a killed unit shows as Degraded, costs no request and comes back")
  void killedUnit() {
    Site site = regions.secondary();
    try (RegionLoad load = load(regions.sites())) {
      String unit = site.replicas().get(0).unit();
      site.cluster()
          .kubectl(
              "delete",
              "deployment",
              "-n",
              TwoRegions.NAMESPACE,
              "-l",
              "apim.dev/location=" + site.location() + ",apim.dev/unit=" + unit,
              "--wait=false")
          .orThrow();
      degradedAndWhole(site);
      assertThat(load.stop()).allSatisfy(RealRegionsE2E::nothingFailed);
    }
  }

  private static void degradedAndWhole(Site site) {
    site.objects().awaitCondition("gwloc", site.location(), "Degraded", "True", "", LIMIT);
    site.objects().awaitCondition("gwloc", site.location(), "Degraded", "False", "", LIMIT);
    site.awaitExactly(UNITS, LIMIT);
  }

  @Test
  @Order(5)
  @DisplayName(
      "B79 B82 without the primary the secondary restarts, scales and serves, and keeps it")
  void secondaryWithoutPrimary() {
    Site secondary = regions.secondary();
    try (RegionLoad load = load(List.of(secondary))) {
      Outage.begin(regions.primary());
      replaceAll(secondary);
      scale(secondary, 2 * UNITS);
      secondary.awaitExactly(2 * UNITS, LIMIT);
      assertThat(load.stop()).allSatisfy(RealRegionsE2E::nothingFailed);
    }
    allAnswer(secondary);

    Outage.end(regions.primary());
    JsonNode overridden =
        regions
            .primary()
            .objects()
            .awaitCondition("gwloc", secondary.location(), "UnitsOverridden", "True", "", LIMIT);
    assertThat(overridden.path("message").asText()).contains("6").contains("3");
    regions.patch("Api", "probe", path("probe-back"));
    await("the primary publishes again")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> answer("/probe-back", 4 * UNITS + 2 * UNITS));
    assertThat(secondary.placement()).isEqualTo(secondary.exactly(2 * UNITS));
  }

  /**
   * Every pod is replaced, one of each unit at a time, with nothing but the region's own cluster.
   */
  private static void replaceAll(Site site) {
    Set<String> old = site.replicas().stream().map(Replica::name).collect(Collectors.toSet());
    for (int round = 0; round < 2; round++) {
      Map<String, String> ofEachUnit = new TreeMap<>();
      site.replicas().stream()
          .filter(replica -> old.contains(replica.name()))
          .forEach(replica -> ofEachUnit.put(replica.unit(), replica.name()));
      assertThat(ofEachUnit).hasSize(UNITS);
      List<String> command = new ArrayList<>(List.of("delete", "pods", "--wait=false", "-n"));
      command.add(TwoRegions.NAMESPACE);
      command.addAll(ofEachUnit.values());
      site.cluster().kubectl(command.toArray(String[]::new)).orThrow();
      old.removeAll(ofEachUnit.values());
      site.awaitExactly(UNITS, LIMIT);
    }
    assertThat(old).isEmpty();
  }

  private static void scale(Site site, int units) {
    site.cluster()
        .kubectl(
            "scale",
            "gatewaylocation/" + site.location(),
            "-n",
            TwoRegions.NAMESPACE,
            "--replicas=" + units)
        .orThrow();
  }

  private static void allAnswer(Site site) {
    try (Arrivals arrivals = new Arrivals()) {
      assertThat(site.pods(REQUEST))
          .isNotEmpty()
          .allSatisfy(pod -> assertThat(arrivals.status(pod)).isEqualTo(200));
    }
  }

  private static void answer(String path, int pods) {
    try (Arrivals arrivals = new Arrivals()) {
      assertThat(pods(path))
          .hasSize(pods)
          .allSatisfy(pod -> assertThat(arrivals.status(pod)).isEqualTo(200));
    }
  }

  private static List<URI> pods(String path) {
    return regions.sites().stream().flatMap(site -> site.pods(path).stream()).toList();
  }

  private static RegionLoad load(List<Site> sites) {
    return new RegionLoad(sites, REQUEST, REQUESTS_PER_SECOND);
  }

  private static void nothingFailed(LoadReport report) {
    assertThat(report.sent()).isPositive();
    assertThat(report.failures()).isEmpty();
  }

  private static String path(String path) {
    return "{\"spec\":{\"path\":\"" + path + "\"}}";
  }

  private static String probe(String path) {
    return """
           apiVersion: apim.dev/v1alpha1
           kind: Api
           metadata: {name: probe}
           spec:
             instanceRef: {name: contoso}
             path: %s
             backend: {type: Ref, name: echo}
           """
        .formatted(path);
  }
}
