package dev.apim.e2e.demo;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.load.LoadClient;
import dev.apim.e2e.load.LoadReport;
import dev.apim.e2e.region.Endpoints;
import dev.apim.e2e.region.Replica;
import dev.apim.e2e.region.Site;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A zone of West US falls silent under load and comes back. Only requests to the lost zone may
 * fail, and only until Kubernetes has noticed.
 */
final class LoseZone implements Step {
  private static final Duration NOTICED = Duration.ofSeconds(60);
  private static final Duration HEALED = Duration.ofMinutes(3);
  private static final int UNITS = 3;
  private static final int REQUESTS_PER_SECOND = 50;

  private final String zone;

  LoseZone(String zone) {
    this.zone = zone;
  }

  @Override
  public String name() {
    return "a zone lost and back under load";
  }

  @Override
  public String run(Stage stage) {
    Site site = stage.primary();
    Set<String> lost = authorities(site);
    try (Endpoints endpoints = new Endpoints(site, stage.request());
        LoadClient load = LoadClient.start(endpoints::now, REQUESTS_PER_SECOND)) {
      site.cluster().failZone(site.place().zoneLabel(zone));
      awaitLoss(site);
      long failedBefore = load.report().failed();
      stage
          .board()
          .say(
              "  zone %s is silent, the others stay as they are: %s"
                  .formatted(zone, site.placement()));
      site.cluster().restoreZone(site.place().zoneLabel(zone));
      site.awaitExactly(UNITS, HEALED);
      stage.report().place(site.place().displayName(), site.placement());
      return judge(load.stop(), lost, failedBefore);
    }
  }

  private void awaitLoss(Site site) {
    Map<String, Integer> without = site.exactly(UNITS);
    without.put(zone, 0);
    await(site.place().displayName() + " without zone " + zone)
        .atMost(NOTICED)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> site.placement().equals(without) && state(site).equals("Down"));
    // long enough for somebody to put the lost replicas elsewhere, if anybody wanted to
    await("replicas stay out of the other zones")
        .pollDelay(Duration.ofSeconds(14))
        .atMost(Duration.ofSeconds(20))
        .until(() -> site.placement().equals(without));
  }

  private String state(Site site) {
    for (var entry : site.status().path("zones")) {
      if (entry.path("name").asText().equals(zone)) {
        return entry.path("state").asText();
      }
    }
    return "";
  }

  private Set<String> authorities(Site site) {
    return site.replicas().stream()
        .filter(replica -> replica.zone().equals(zone))
        .map(Replica::address)
        .map(address -> address + ":8080")
        .collect(Collectors.toSet());
  }

  private static String judge(LoadReport load, Set<String> lost, long failedBefore) {
    Map<String, Long> elsewhere = new TreeMap<>(load.failedByTarget());
    elsewhere.keySet().removeAll(lost);
    Checks.require(
        elsewhere.isEmpty(),
        "requests to healthy zones failed: %s; of all failures the first: %s"
            .formatted(elsewhere, load.failures()));
    Checks.require(
        load.failed() == failedBefore,
        "requests failed after the loss was noticed: " + load.failures());
    return "%d requests, %d cut in the lost zone until it was noticed, 0 failed elsewhere"
        .formatted(load.sent(), load.failed());
  }
}
