package dev.apim.operator.controller;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the locations of an instance, and the instance of a location. */
public final class InstanceIndex {

  /** Name of the index of locations by their instance. */
  public static final String NAME = "by-instance";

  private InstanceIndex() {}

  /** Key of an instance. */
  public static String key(String namespace, String instance) {
    return namespace + "/" + instance;
  }

  /** Keys under which a location is found. */
  public static List<String> keys(GatewayLocation location) {
    return List.of(
        key(location.getMetadata().getNamespace(), location.getSpec().instanceRef().name()));
  }

  /** The instance that a location names, and the pointer, which has the same name. */
  public static Set<ResourceID> instanceOf(GatewayLocation location) {
    return Set.of(
        new ResourceID(
            location.getSpec().instanceRef().name(), location.getMetadata().getNamespace()));
  }

  /** The ids of objects. */
  public static <T extends HasMetadata> Set<ResourceID> ids(List<T> objects) {
    return objects.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
  }

  /** The ids of all objects of a cache. */
  public static Set<ResourceID> all(Cache<?> cache) {
    return cache.keys().collect(Collectors.toSet());
  }
}
