package dev.apim.e2e.region;

import dev.apim.e2e.app.OperatorProcess;

/** A region without its API server and its operator. */
public final class Outage {
  private static final String OPERATOR_COMMAND = "operator.jar";

  private Outage() {}

  /**
   * Operator and control plane are killed. Operator pods are started again by their kubelets, as in
   * any region whose control plane alone is lost, and can do nothing.
   */
  public static void begin(Site site) {
    expectComplaints(site);
    site.region().operator().ifPresent(OperatorProcess::kill);
    site.cluster().stopControlPlane();
    if (site.region().operator().isEmpty()) {
      site.cluster().killInPods(OPERATOR_COMMAND);
    }
  }

  /** Both come back with all data. */
  public static void end(Site site) {
    site.cluster().startControlPlane();
    site.region().operator().ifPresent(OperatorProcess::startAgain);
  }

  /** A gateway that says it cannot reach its API server is right. */
  private static void expectComplaints(Site site) {
    site.selfHosted().forEach(gateway -> gateway.expectLog("(?i)api server|connect|watch|lease"));
  }
}
