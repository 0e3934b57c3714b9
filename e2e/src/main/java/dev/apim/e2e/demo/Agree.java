package dev.apim.e2e.demo;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.region.Site;
import java.time.Duration;

/** East Asia is scaled to what the primary asks for; the override ends. */
final class Agree implements Step {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final int units;

  Agree(int units) {
    this.units = units;
  }

  @Override
  public String name() {
    return "both regions agree again";
  }

  @Override
  public String run(Stage stage) {
    Site site = stage.secondary();
    ScaleInSecondary.scale(site, units);
    for (Site each : stage.regions().sites()) {
      each.awaitExactly(units, LIMIT);
      stage.report().place(each.place().displayName(), each.placement());
    }
    await("UnitsOverridden is over")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> !overridden(stage.primary(), site.location()));
    return "two ready replicas in every zone of both regions, no override";
  }

  private static boolean overridden(Site primary, String location) {
    return primary
        .objects()
        .condition("gwloc", location, "UnitsOverridden")
        .path("status")
        .asText()
        .equals("True");
  }
}
