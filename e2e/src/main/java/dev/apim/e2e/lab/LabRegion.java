package dev.apim.e2e.lab;

import dev.apim.e2e.cluster.LocalCluster;
import dev.apim.e2e.region.Images;
import dev.apim.e2e.region.Place;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;
import dev.apim.e2e.region.RegionSpec.OperatorForm;
import java.util.function.Consumer;

/** One region of the lab: its cluster and the operator that acts there. */
final class LabRegion {
  /** Namespace of the examples, in every region. */
  static final String NAMESPACE = "contoso";

  private final Place place;
  private final LocalCluster cluster;
  private final LabOperator operator;

  /**
   * @throws IllegalStateException when the lab is not up
   */
  LabRegion(Lab lab, Place place) {
    this.place = place;
    this.cluster = lab.cluster(place);
    this.operator = new LabOperator(lab.directory(), place, cluster);
  }

  Place place() {
    return place;
  }

  LocalCluster cluster() {
    return cluster;
  }

  /** Installs the chart, or upgrades it, and starts the operator; pods need their images first. */
  Region install(Consumer<String> progress) {
    boolean primary = place.equals(Place.ALL.get(0));
    RegionSpec spec =
        (primary
                ? RegionSpec.primary(place.dnsName())
                : RegionSpec.secondary(place.dnsName(), NAMESPACE))
            .withOperator(OperatorForm.PODS);
    if (operator.isPods()) {
      Images.importInto(cluster, progress);
    } else {
      spec = spec.withValues("replicas=0");
    }
    Region region = Region.install(cluster, spec);
    operator.start();
    return region;
  }

  boolean operatorRuns() {
    return operator.runs();
  }

  /** The whole region is lost at once: nodes, control plane, operator. */
  void stop() {
    operator.stop();
    cluster.stopRegion();
  }

  /** Undoes {@link #stop}. */
  void start() {
    cluster.startRegion();
    operator.start();
  }
}
