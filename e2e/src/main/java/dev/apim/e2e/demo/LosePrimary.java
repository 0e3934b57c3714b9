package dev.apim.e2e.demo;

import dev.apim.e2e.region.Outage;
import dev.apim.e2e.region.Site;
import java.time.Duration;

/** API server and operator of West US are stopped; the gateways of both regions serve on. */
final class LosePrimary implements Step {
  static final Duration OPERATOR_LIMIT = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "the primary's API server and operator stopped, the secondary serves on";
  }

  @Override
  public String run(Stage stage) {
    Site primary = stage.primary();
    Outage.begin(primary);
    int secondary = Checks.callAll(stage, stage.secondary());
    // its own gateways lose nothing but news
    int selfHosted = primary.selfHosted().size();
    Checks.require(
        primary.selfHosted().stream().allMatch(gateway -> gateway.isReady()),
        "a gateway of the primary is not ready without its API server");
    return "%d gateways of East Asia answer 200, %d of West US stays ready"
        .formatted(secondary, selfHosted);
  }
}
