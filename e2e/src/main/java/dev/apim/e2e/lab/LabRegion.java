package dev.apim.e2e.lab;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.process.Daemon;
import java.util.Map;

/** One region of the lab: its cluster and the operator that runs beside it. */
final class LabRegion {
  static final String NAMESPACE = "apim-system";

  private final Lab lab;
  private final Place place;

  LabRegion(Lab lab, Place place) {
    this.lab = lab;
    this.place = place;
  }

  Place place() {
    return place;
  }

  LocalCluster cluster() {
    return lab.cluster(place);
  }

  /** Starts the operator where it does not run. On real nodes it is the chart's pods. */
  void startOperator() {
    if (!operator().alive()) {
      OperatorProcess.startDetached(cluster(), settings()).awaitReady();
    }
  }

  boolean operatorRuns() {
    return operator().alive();
  }

  void stopOperator() {
    operator().kill();
  }

  /** The whole region is lost at once: nodes, control plane, operator. */
  void stop() {
    stopOperator();
    cluster().stopAll();
  }

  /** Undoes {@link #stop}. */
  void start() {
    cluster().restoreAll();
    startOperator();
  }

  private OperatorProcess.Settings settings() {
    return new OperatorProcess.Settings(
        lab.directory(), operatorName(), NAMESPACE, place.dnsName(), "apim-operator", Map.of());
  }

  private Daemon operator() {
    return Daemon.of(lab.directory(), operatorName());
  }

  private String operatorName() {
    return "operator-" + place.dnsName();
  }
}
