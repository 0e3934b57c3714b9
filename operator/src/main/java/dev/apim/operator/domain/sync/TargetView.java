package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a target holds in the namespace that is pushed to, by name.
 *
 * @param instances the instances
 * @param locations the locations of all instances
 * @param pointers the pointers
 */
public record TargetView(
    Map<String, Seen<ApiManagementInstanceSpec>> instances,
    Map<String, Seen<GatewayLocationSpec>> locations,
    Map<String, Seen<GatewayConfigurationSpec>> pointers) {

  /** Copies and sorts the maps. */
  public TargetView {
    instances = new TreeMap<>(instances);
    locations = new TreeMap<>(locations);
    pointers = new TreeMap<>(pointers);
  }

  /** The locations of one instance. */
  Map<String, Seen<GatewayLocationSpec>> locationsOf(String instance) {
    return locations.entrySet().stream()
        .filter(entry -> entry.getValue().spec().instanceRef().name().equals(instance))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
