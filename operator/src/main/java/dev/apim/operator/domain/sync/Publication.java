package dev.apim.operator.domain.sync;

import dev.apim.api.config.SecretData;
import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What every target of an instance is to hold: the committed pointer and what belongs to it.
 *
 * @param namespace namespace of the instance here
 * @param name name of the instance
 * @param instance its spec
 * @param locations specs of all its locations by name, {@code cluster} filled in
 * @param pointer the pointer as committed here; pushes copy it and never count themselves
 * @param snapshot the active snapshot, whose hash the pointer names
 * @param secrets what it refers to
 */
public record Publication(
    String namespace,
    String name,
    ApiManagementInstanceSpec instance,
    Map<String, GatewayLocationSpec> locations,
    GatewayConfigurationSpec pointer,
    Snapshot snapshot,
    SecretData secrets) {

  /** Copies and sorts the map, so that pushes have one order. */
  public Publication {
    locations = new TreeMap<>(locations);
  }

  /** One that refers to no secret. */
  public Publication(
      String namespace,
      String name,
      ApiManagementInstanceSpec instance,
      Map<String, GatewayLocationSpec> locations,
      GatewayConfigurationSpec pointer,
      Snapshot snapshot) {
    this(namespace, name, instance, locations, pointer, snapshot, SecretData.empty());
  }

  /** The spec of a location as its publication has it: its cluster filled in. */
  public static GatewayLocationSpec in(GatewayLocationSpec spec, String cluster) {
    return Copies.withCluster(spec, cluster);
  }

  /** The numbers that fence this publication. */
  public Fence fence() {
    return pointer.fence();
  }

  /** Names of the clusters that its locations run in. */
  public Set<String> clusters() {
    Set<String> clusters = new TreeSet<>();
    locations.values().forEach(location -> clusters.add(location.cluster()));
    return clusters;
  }
}
