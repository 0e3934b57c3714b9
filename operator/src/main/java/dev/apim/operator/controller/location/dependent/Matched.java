package dev.apim.operator.controller.location.dependent;

import dev.apim.operator.domain.rollout.UnitStep;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.LocationContext;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which children were found to be as they should be, so that one that has not changed
 * since, under a decision that is the same, is not compared field by field again.
 */
final class Matched {

  /** Far more than the children of one kind; what is above it was deleted long ago. */
  private static final int MOST = 20_000;

  private final Map<ResourceID, Entry> entries = new ConcurrentHashMap<>();

  /**
   * All that the manifests of a location are made of. What is missing here hides a change of the
   * children that are made of it.
   *
   * @param location uid of the location
   * @param secrets names of the Secrets that its gateways may read for values
   */
  record Essence(
      String location,
      LocationContext context,
      List<PlannedUnit> units,
      Map<String, UnitStep> steps,
      Set<String> secrets) {}

  private record Entry(String resourceVersion, Essence essence) {}

  /** Whether a child was found to match in this version under the same decision. */
  boolean contains(HasMetadata child, Essence essence) {
    Entry entry = entries.get(ResourceID.fromResource(child));
    return entry != null
        && entry.resourceVersion().equals(child.getMetadata().getResourceVersion())
        && entry.essence().equals(essence);
  }

  /** Whether a child was found to match under the same decision, in whatever version. */
  boolean contained(HasMetadata child, Essence essence) {
    Entry entry = entries.get(ResourceID.fromResource(child));
    return entry != null && entry.essence().equals(essence);
  }

  void add(HasMetadata child, Essence essence) {
    if (entries.size() > MOST) {
      entries.clear();
    }
    entries.put(
        ResourceID.fromResource(child),
        new Entry(child.getMetadata().getResourceVersion(), essence));
  }
}
