package dev.apim.e2e.demo;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.GatewayProcess;
import dev.apim.e2e.region.Replica;
import dev.apim.e2e.region.Site;
import dev.apim.e2e.region.TwoRegions;
import java.time.Duration;

/** Gateways of East Asia are killed and start again while the primary is gone. */
final class RestartInSecondary implements Step {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int UNITS = 3;

  @Override
  public String name() {
    return "gateways of the secondary restart without the primary";
  }

  @Override
  public String run(Stage stage) {
    Site site = stage.secondary();
    for (GatewayProcess gateway : site.selfHosted()) {
      // killed within a minute of a new revision, it has reason to suspect that one
      gateway.expectLog("CrashedOn: the gateway ended while it tried this");
      gateway.kill();
      gateway.startAgain();
      gateway.terminate();
      gateway.dropLocalCopy();
      gateway.startAgain();
    }
    restartOnePod(site);
    return "killed ones are back, from the local copy and from East Asia's own API server; "
        + Checks.awaitAll(stage, site)
        + " answer 200";
  }

  private static void restartOnePod(Site site) {
    Replica victim = site.replicas().get(0);
    site.cluster()
        .client()
        .pods()
        .inNamespace(TwoRegions.NAMESPACE)
        .withName(victim.name())
        .withGracePeriod(0)
        .delete();
    await("a replica for " + victim.name())
        .atMost(LIMIT)
        .until(() -> site.replicas().stream().noneMatch(r -> r.name().equals(victim.name())));
    site.awaitExactly(UNITS, LIMIT);
  }
}
