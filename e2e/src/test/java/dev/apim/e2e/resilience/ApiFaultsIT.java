package dev.apim.e2e.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.DeepCases;
import dev.apim.e2e.junit.DeepSeed;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.junit.SideBySide;
import dev.apim.e2e.proxy.ApiRequest;
import dev.apim.e2e.proxy.Interference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * While the API server misbehaves, changes come to their end, nothing is lost, nothing runs hot.
 */
@SideBySide
class ApiFaultsIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<String> ZONES = List.of("1", "2", "3");
  private static final Map<String, Integer> THREE = Map.of("1", 2, "2", 2, "3", 2);
  private static final Map<String, Integer> SIX = Map.of("1", 4, "2", 4, "3", 4);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final List<String> TWO_ZONES = List.of("1", "2");

  /** The faults that requests for one namespace can suffer from. */
  private static final List<Fault> EACH =
      List.of(
          Fault.CONFLICTS,
          Fault.TOO_MANY_REQUESTS,
          Fault.SERVER_ERRORS,
          Fault.HANGS,
          Fault.SLOW_ANSWERS,
          Fault.CUT_CONNECTIONS,
          Fault.LOST_ANSWERS);

  /** A loop without a pause makes hundreds. */
  private static final double MOST_PER_SECOND = 30;

  private static final long MOST_IN_ONE_SECOND = 150;

  @RegisterExtension
  static final OwnClusters CLUSTERS = OwnClusters.of(ClusterSpec.named("faults"));

  private static Stand stand;
  private static long seed;
  private static int disturbedBefore;

  @BeforeAll
  static void startTheOperator() {
    seed = DeepSeed.of(ApiFaultsIT.class);
    stand =
        Stand.in(
            CLUSTERS.get("faults"),
            Map.of(
                "QUARKUS_KUBERNETES_CLIENT_REQUEST_TIMEOUT", "3S",
                "QUARKUS_OPERATOR_SDK_CONTROLLERS_LOCATION_RETRY_INTERVAL_MAX", "5000",
                "QUARKUS_OPERATOR_SDK_CONTROLLERS_INSTANCE_RETRY_INTERVAL_MAX", "5000"));
    stand.operator().expectLog(".*");
  }

  @AfterAll
  static void stopTheOperator() {
    if (stand != null) {
      stand.close();
    }
  }

  @Test
  @DisplayName("B34 units come out exact behind an API server that misbehaves in every way at once")
  void unitsComeOutExact() {
    List<Sites> all = EACH.stream().map(fault -> stand.sites(fault.namespace())).toList();
    Instant start = misbehave(Fault.each(EACH, seed));
    all.parallelStream().forEach(sites -> sites.apply(4, TWO_ZONES, "a"));
    all.forEach(sites -> sites.awaitExactly(Map.of("1", 4, "2", 4), "a", LIMIT));
    all.parallelStream().forEach(sites -> sites.apply(2, TWO_ZONES, "a"));
    all.forEach(sites -> sites.awaitExactly(Map.of("1", 2, "2", 2), "a", LIMIT));
    assertThatItRanCool(EACH.toString(), EACH.size(), start);
    Map<String, String> children = all.get(0).children();
    assertThat(all).allSatisfy(sites -> assertThat(sites.children()).isEqualTo(children));
  }

  @Tag("deep")
  @TestFactory
  @DisplayName("B34 every change comes to its end behind an API server that misbehaves")
  Stream<DynamicTest> everyChangeComesToItsEnd() {
    DeepCases cases = DeepCases.of("faults");
    for (Fault fault : Fault.values()) {
      cases.add(fault.toString(), () -> changesComeToTheirEnd(fault));
    }
    return cases.stream();
  }

  private static void changesComeToTheirEnd(Fault fault) {
    Sites sites = sites(fault);
    Map<String, String> children = sites.children();
    Instant start = misbehave(fault.from(seed));
    sites.apply(6, ZONES, "a");
    sites.awaitExactly(SIX, "a", LIMIT);
    sites.apply(6, ZONES, "b");
    sites.awaitExactly(SIX, "b", LIMIT);
    sites.apply(2, List.of("1", "2"), "b");
    sites.awaitExactly(Map.of("1", 2, "2", 2), "b", LIMIT);
    sites.apply(3, ZONES, "a");
    sites.awaitExactly(THREE, "a", LIMIT);
    assertThatItRanCool(fault.toString(), 1, start);
    assertThat(sites.children()).isEqualTo(children);
  }

  private static Sites sites(Fault fault) {
    stand.proxy().revive();
    Sites sites = stand.sites("all-" + fault.namespace());
    sites.apply(3, ZONES, "a");
    sites.awaitExactly(THREE, "a", LIMIT);
    return sites;
  }

  private static Instant misbehave(Interference interference) {
    disturbedBefore = stand.proxy().disturbed();
    stand.proxy().interfere(interference);
    return Instant.now();
  }

  /** So many locations may ask so much more. */
  private static void assertThatItRanCool(String fault, int locations, Instant start) {
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
    List<ApiRequest> requests = requests(start);
    long peak =
        requests.stream()
            .collect(
                Collectors.groupingBy(
                    request -> request.at().getEpochSecond(), TreeMap::new, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(count -> count)
            .max()
            .orElse(0);
    int disturbed = stand.proxy().disturbed() - disturbedBefore;
    System.out.printf(
        "%s: %d disturbed; %d requests in %.1f s, %.1f per second, at most %d in one%n",
        fault, disturbed, requests.size(), seconds, requests.size() / seconds, peak);
    assertThat(disturbed).as("requests and events that were disturbed").isPositive();
    assertThat(requests.size() / seconds)
        .as("requests per second")
        .isLessThan(MOST_PER_SECOND * locations);
    assertThat(peak).as("requests in one second").isLessThan(MOST_IN_ONE_SECOND * locations);
    stand.proxy().revive();
    // a loop that failed last comes back after its own pause
    await("no more writes once all is well")
        .pollDelay(QUIET)
        .atMost(SILENCE)
        .until(() -> requests(Instant.now().minus(QUIET)).stream().noneMatch(ApiRequest::isWrite));
  }

  private static List<ApiRequest> requests(Instant start) {
    return stand.proxy().requests().stream()
        .filter(request -> request.at().isAfter(start) && !request.isLease())
        .toList();
  }
}
