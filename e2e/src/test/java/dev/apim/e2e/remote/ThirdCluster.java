package dev.apim.e2e.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.e2e.cluster.Cluster;
import dev.apim.e2e.cluster.ClusterSpec;
import dev.apim.e2e.region.Objects;
import dev.apim.e2e.region.Region;
import dev.apim.e2e.region.RegionSpec;

/** A cluster that others push an instance to; only its API server has a part, no operator acts. */
final class ThirdCluster {

  static final String NAME = "northeurope";

  private final Cluster cluster;

  private ThirdCluster(Cluster cluster) {
    this.cluster = cluster;
  }

  static ClusterSpec spec() {
    return ClusterSpec.named(NAME).withZones("1").withNodesPerZone(1);
  }

  /** Installs the chart without an operator. */
  static ThirdCluster install(Cluster cluster) {
    Region.installChart(cluster, RegionSpec.secondary(NAME, Pushed.NAMESPACE));
    return new ThirdCluster(cluster);
  }

  /** Makes it known to a region, which pushes to it from then on. */
  void connectTo(Region region) {
    String token = cluster.serviceAccountToken(Pushed.NAMESPACE, "apim-push");
    region.writeKubeconfig(NAME, cluster.kubeconfigWithToken(token));
    new Objects(region.cluster(), Region.SYSTEM)
        .apply(
            """
            apiVersion: apim.dev/v1alpha1
            kind: GatewayCluster
            metadata: {name: %s}
            spec: {kubeconfigSecretRef: {name: %s}, namespace: %s}
            """
                .formatted(NAME, Region.secretName(NAME), Pushed.NAMESPACE))
        .orThrow();
  }

  /** The pointer of an instance there. */
  JsonNode pointer(String instance) {
    return new Objects(cluster, Pushed.NAMESPACE).get("GatewayConfiguration", instance);
  }
}
