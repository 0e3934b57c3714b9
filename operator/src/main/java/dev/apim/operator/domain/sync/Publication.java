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
 * @param held names of clusters that keep the revision they have, since a wave has not come there
 */
public record Publication(
    String namespace,
    String name,
    ApiManagementInstanceSpec instance,
    Map<String, GatewayLocationSpec> locations,
    GatewayConfigurationSpec pointer,
    Snapshot snapshot,
    SecretData secrets,
    Set<String> held) {

  /** Copies the sets and sorts the map, so that pushes have one order. */
  public Publication {
    locations = new TreeMap<>(locations);
    held = Set.copyOf(held);
  }

  /** One that refers to no secret and is held back nowhere. */
  public Publication(
      String namespace,
      String name,
      ApiManagementInstanceSpec instance,
      Map<String, GatewayLocationSpec> locations,
      GatewayConfigurationSpec pointer,
      Snapshot snapshot) {
    this(namespace, name, instance, locations, pointer, snapshot, SecretData.empty(), Set.of());
  }

  /** The spec of a location as its publication has it: its cluster filled in. */
  public static GatewayLocationSpec in(GatewayLocationSpec spec, String cluster) {
    return Copies.withCluster(spec, cluster);
  }

  /** The spec of an instance with another primary location. */
  public static ApiManagementInstanceSpec ledBy(ApiManagementInstanceSpec spec, String primary) {
    return Copies.withPrimary(spec, primary);
  }

  /** The same, of which some clusters keep the revision that they have. */
  public Publication heldIn(Set<String> clusters) {
    return new Publication(
        namespace, name, instance, locations, pointer, snapshot, secrets, clusters);
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
