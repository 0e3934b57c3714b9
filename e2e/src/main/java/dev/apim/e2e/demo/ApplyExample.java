package dev.apim.e2e.demo;

import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.region.Site;
import java.time.Duration;

/** The example applied in West US becomes gateways in both regions. */
final class ApplyExample implements Step {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int UNITS = 3;

  @Override
  public String name() {
    return "examples/two-regions applied, exact units in every zone";
  }

  @Override
  public String run(Stage stage) {
    stage.regions().applyExample();
    for (Site site : stage.regions().sites()) {
      GatewayProcess gateway = site.startSelfHosted();
      gateway.awaitReady();
      stage.board().say("  " + site.selfHostedLocation() + ": a self-hosted gateway is ready");
    }
    for (Site site : stage.regions().sites()) {
      site.awaitExactly(UNITS, LIMIT);
      stage.report().place(site.place().displayName(), site.placement());
    }
    return "two ready replicas in each of the three zones of both regions";
  }
}
