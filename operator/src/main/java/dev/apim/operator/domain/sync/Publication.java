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
 * @param arrived names of the locations that are ready where they are to run; a cluster that ran
 *     one before keeps it until then
 */
public record Publication(
    String namespace,
    String name,
    ApiManagementInstanceSpec instance,
    Map<String, GatewayLocationSpec> locations,
    GatewayConfigurationSpec pointer,
    Snapshot snapshot,
    SecretData secrets,
    Set<String> held,
    Set<String> arrived) {

  /** Copies the sets and sorts the map, so that pushes have one order. */
  public Publication {
    locations = new TreeMap<>(locations);
    held = Set.copyOf(held);
    arrived = Set.copyOf(arrived);
  }

  /** One that refers to no secret, is held back nowhere, and whose locations do not move. */
  public Publication(
      String namespace,
      String name,
      ApiManagementInstanceSpec instance,
      Map<String, GatewayLocationSpec> locations,
      GatewayConfigurationSpec pointer,
      Snapshot snapshot) {
    this(
        namespace,
        name,
        instance,
        locations,
        pointer,
        snapshot,
        SecretData.empty(),
        Set.of(),
        locations.keySet());
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
        namespace, name, instance, locations, pointer, snapshot, secrets, clusters, arrived);
  }

  /** The same, without locations that are there no more. */
  public Publication of(Set<String> names) {
    Map<String, GatewayLocationSpec> there = new TreeMap<>(locations);
    there.keySet().retainAll(names);
    return new Publication(
        namespace, name, instance, there, pointer, snapshot, secrets, held, arrived);
  }

  /** The same, of which only these locations are ready where they are to run. */
  public Publication whereReady(Set<String> names) {
    return new Publication(
        namespace, name, instance, locations, pointer, snapshot, secrets, held, names);
  }

  /** The numbers that fence this publication. */
  public Fence fence() {
    return pointer.fence();
  }

  /**
   * Whether a cluster goes on with a location that is to run elsewhere, until it is ready there.
   *
   * @param there the copy in that cluster
   */
  boolean keeps(String cluster, String location, GatewayLocationSpec there) {
    GatewayLocationSpec wanted = locations.get(location);
    return wanted != null
        && cluster.equals(there.cluster())
        && !cluster.equals(wanted.cluster())
        && !arrived.contains(location);
  }

  /**
   * Whether a cluster keeps the revision that it has; one that a location is leaving stands in no
   * wave, and gets a revision after all that do.
   */
  boolean isHeldIn(String cluster) {
    return held.contains(cluster) || (!held.isEmpty() && !clusters().contains(cluster));
  }

  /** Names of the clusters that its locations run in. */
  public Set<String> clusters() {
    Set<String> clusters = new TreeSet<>();
    locations.values().forEach(location -> clusters.add(location.cluster()));
    return clusters;
  }
}
