package dev.apim.e2e.demo;

import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import java.time.Duration;

/** {@code kubectl scale} in East Asia while the primary is gone. */
final class ScaleInSecondary implements Step {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final int units;

  ScaleInSecondary(int units) {
    this.units = units;
  }

  @Override
  public String name() {
    return "the secondary scaled without the primary";
  }

  @Override
  public String run(Stage stage) {
    Site site = stage.secondary();
    scale(site, units);
    site.awaitExactly(units, LIMIT);
    return "kubectl scale to " + units + " units: " + site.placement();
  }

  /** As a user of that cluster would. */
  static void scale(Site site, int units) {
    site.cluster()
        .kubectl(
            "scale",
            "gatewaylocation/" + site.location(),
            "-n",
            TwoRegions.NAMESPACE,
            "--replicas=" + units)
        .orThrow();
  }
}
