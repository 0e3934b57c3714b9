package dev.apim.e2e.region;

import static org.awaitility.Awaitility.await;

import dev.apim.e2e.app.OperatorProcess;
import java.time.Duration;

/** A region without its API server and its operator. */
public final class Outage {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String REPLICAS = "2";

  private Outage() {}

  /** The operator is killed, then the control plane. */
  public static void begin(Site site) {
    expectComplaints(site);
    site.region().operator().ifPresentOrElse(OperatorProcess::kill, () -> scale(site, "0"));
    await("no operator in " + site.place().displayName())
        .atMost(LIMIT)
        .until(() -> site.region().operator().isPresent() || operatorPods(site) == 0);
    site.cluster().stopControlPlane();
  }

  /** Both come back with all data. */
  public static void end(Site site) {
    site.cluster().startControlPlane();
    site.region().operator().ifPresentOrElse(OperatorProcess::startAgain, () -> startPods(site));
  }

  private static void startPods(Site site) {
    scale(site, REPLICAS);
    site.cluster()
        .kubectl(
            "rollout",
            "status",
            "deployment/apim-operator",
            "-n",
            Region.SYSTEM,
            "--timeout",
            LIMIT.toSeconds() + "s")
        .orThrow();
  }

  private static void scale(Site site, String replicas) {
    site.cluster()
        .kubectl("scale", "deployment/apim-operator", "-n", Region.SYSTEM, "--replicas=" + replicas)
        .orThrow();
  }

  private static int operatorPods(Site site) {
    return site.cluster().client().pods().inNamespace(Region.SYSTEM).list().getItems().size();
  }

  /** A gateway that says it cannot reach its API server is right. */
  private static void expectComplaints(Site site) {
    site.selfHosted().forEach(gateway -> gateway.expectLog("(?i)api server|connect|watch|lease"));
  }
}
