package dev.apim.operator.controller.location.dependent;

import dev.apim.operator.domain.rollout.UnitStep;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.LocationContext;
import dev.apim.operator.observe.Changes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which children are as they should be, since they were written or found so, so that one
 * that nobody has edited since, under a decision that is the same, is not compared field by field.
 * What Kubernetes says in a status is no edit.
 */
final class Matched {

  /** Far more than the children of one kind; what is above it was deleted long ago. */
  private static final int MOST = 20_000;

  private static final String STATUS = "status";

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

  /** All but the status: a generation counts the edits of a spec, where the kind has one. */
  private record Edit(
      String version,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<OwnerReference> owners,
      List<ManagedFieldsEntry> managers) {

    static Edit of(HasMetadata child) {
      ObjectMeta metadata = child.getMetadata();
      Long generation = metadata.getGeneration();
      return new Edit(
          metadata.getUid()
              + (generation == null ? "/" + metadata.getResourceVersion() : "#" + generation),
          metadata.getLabels(),
          Changes.annotations(metadata),
          metadata.getOwnerReferences(),
          metadata.getManagedFields().stream()
              .filter(managed -> !STATUS.equals(managed.getSubresource()))
              .toList());
    }
  }

  private record Entry(Edit edit, Essence essence) {}

  /** Whether a child is known to match, as it is, under the same decision. */
  boolean contains(HasMetadata child, Essence essence) {
    Entry entry = entries.get(ResourceID.fromResource(child));
    return entry != null && entry.essence().equals(essence) && entry.edit().equals(Edit.of(child));
  }

  /**
   * Whether the write of which a child came back undid what somebody else had done: it was known to
   * match under the same decision, and is not what it was then. One that is had been written
   * already, and the cache did not know yet.
   */
  boolean restored(HasMetadata child, Essence essence) {
    Entry entry = entries.get(ResourceID.fromResource(child));
    return entry != null && entry.essence().equals(essence) && !entry.edit().equals(Edit.of(child));
  }

  /** Whether a child was known under the same decision, in whatever version. */
  boolean contained(HasMetadata child, Essence essence) {
    Entry entry = entries.get(ResourceID.fromResource(child));
    return entry != null && entry.essence().equals(essence);
  }

  /** A child that was never written, since it has no version, is not remembered. */
  void add(HasMetadata child, Essence essence) {
    if (child.getMetadata().getResourceVersion() == null) {
      return;
    }
    if (entries.size() > MOST) {
      entries.clear();
    }
    entries.put(ResourceID.fromResource(child), new Entry(Edit.of(child), essence));
  }

  /** A child is deleted as it should be. */
  void forget(HasMetadata child) {
    entries.remove(ResourceID.fromResource(child));
  }
}
