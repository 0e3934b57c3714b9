package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.GatewayLocation;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The copies of locations in other clusters, as last seen. Answers at once and never throws. */
public interface RemoteLocations {

  /**
   * The copy of a location in the cluster that runs it.
   *
   * @param cluster name of its GatewayCluster
   * @param namespace namespace of the location here, not there
   * @param name name of the location
   */
  Optional<GatewayLocation> find(String cluster, String namespace, String name);

  /**
   * Names of the clusters that run a location by a copy of ours though it is to run elsewhere.
   *
   * @param cluster name of the cluster that is to run it
   */
  Set<String> formerClusters(String cluster, String namespace, String name);

  /** How pushing a location of this cluster to its own fares; absent before the first push. */
  Optional<PushReport> pushReport(String cluster, String namespace, String location);

  /** Calls with namespace and name, as they are here, after a copy or its report changed. */
  void onChange(BiConsumer<String, String> namespaceAndName);
}
