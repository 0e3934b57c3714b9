package dev.apim.e2e.remote;

import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.junit.OwnClusters;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;

/** The product in two clusters by its chart: westus pushes to eastasia by its token. */
final class PrimaryAndSecondary implements AutoCloseable {
  private final Region primary;
  private final Region secondary;

  private PrimaryAndSecondary(Region primary, Region secondary) {
    this.primary = primary;
    this.secondary = secondary;
  }

  /** The clusters that {@link #install} needs. */
  static OwnClusters clusters() {
    return OwnClusters.of(ClusterSpec.named("westus"), ClusterSpec.named("eastasia"));
  }

  static PrimaryAndSecondary install(OwnClusters clusters) {
    Region secondary =
        Region.install(
            clusters.get("eastasia"), RegionSpec.secondary("eastasia", Pushed.NAMESPACE));
    Region primary = Region.install(clusters.get("westus"), RegionSpec.primary("westus"));
    primary.cluster().kubectl("create", "namespace", Pushed.NAMESPACE).orThrow();
    primary.connectTo(secondary);
    return new PrimaryAndSecondary(primary, secondary);
  }

  /** Both may push to each other, as clusters that may be promoted do. */
  static PrimaryAndSecondary installAlike(OwnClusters clusters) {
    Region secondary =
        Region.install(
            clusters.get("eastasia"), RegionSpec.secondary("eastasia", Pushed.NAMESPACE));
    Region primary =
        Region.install(clusters.get("westus"), RegionSpec.secondary("westus", Pushed.NAMESPACE));
    primary.connectTo(secondary);
    secondary.connectTo(primary);
    return new PrimaryAndSecondary(primary, secondary);
  }

  Region primary() {
    return primary;
  }

  Region secondary() {
    return secondary;
  }

  Cluster west() {
    return primary.cluster();
  }

  Cluster east() {
    return secondary.cluster();
  }

  /** An instance of that name, not applied yet. */
  Pushed pushed(String name) {
    return new Pushed(name, west(), east());
  }

  @Override
  public void close() {
    try {
      primary.close();
    } finally {
      secondary.close();
    }
  }
}
