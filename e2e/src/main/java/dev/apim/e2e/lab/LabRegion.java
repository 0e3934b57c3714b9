package dev.apim.e2e.lab;

import dev.apim.e2e.app.OperatorProcess;
import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.process.Daemon;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.region.RegionSpec.OperatorForm;
import java.util.Map;

/** One region of the lab: its cluster and the operator that runs beside it. */
final class LabRegion {
  /** Namespace of the examples, in every region. */
  static final String NAMESPACE = "contoso";

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

  /** Installs the chart, or upgrades it, and starts the operator. */
  Region install() {
    boolean primary = place.equals(Place.ALL.get(0));
    RegionSpec spec =
        primary
            ? RegionSpec.primary(place.dnsName())
            : RegionSpec.secondary(place.dnsName(), NAMESPACE);
    // on simulated nodes the chart's pods would do nothing: the operator is a process beside them
    Region region =
        Region.install(cluster(), spec.withOperator(OperatorForm.PODS).withValues("replicas=0"));
    startOperator();
    return region;
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
        lab.directory(),
        operatorName(),
        Region.SYSTEM,
        place.dnsName(),
        "apim-operator",
        Map.of("APIM_GATEWAY_PRIORITY_CLASS", "apim-gateway"));
  }

  private Daemon operator() {
    return Daemon.of(lab.directory(), operatorName());
  }

  private String operatorName() {
    return "operator-" + place.dnsName();
  }
}
