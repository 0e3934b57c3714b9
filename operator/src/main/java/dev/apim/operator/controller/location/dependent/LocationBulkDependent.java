package dev.apim.operator.controller.location.dependent;

import static io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult.aggregatedResult;
import static io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult.resourceCreated;
import static io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult.resourceUpdated;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.remote.SideBySide;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import io.javaoperatorsdk.operator.processing.dependent.CRUDKubernetesBulkDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several children of one kind. Those that are not desired are deleted. All that one step wants is
 * written side by side, and what is missing or left over before what is there is compared, so that
 * a change of many units takes as long as one write. One that cannot be written, since a quota
 * forbids it, say, keeps none of the others from being healed.
 */
@Ignore
abstract class LocationBulkDependent<R extends HasMetadata> extends LocationDependent<R>
    implements CRUDKubernetesBulkDependentResource<R, GatewayLocation> {

  private final SideBySide writes;

  LocationBulkDependent(Class<R> type) {
    super(type);
    this.writes = new SideBySide(type.getSimpleName());
  }

  @Override
  public ReconcileResult<R> reconcile(GatewayLocation location, Context<GatewayLocation> context) {
    Map<ResourceID, R> actual = getSecondaryResources(location, context);
    Map<ResourceID, R> desired = desiredResources(location, context);
    Collection<ReconcileResult<R>> results = new ConcurrentLinkedQueue<>();
    List<Runnable> first = new ArrayList<>();
    actual.forEach(
        (id, there) -> {
          if (!desired.containsKey(id)) {
            first.add(() -> deleteTargetResource(location, there, id, context));
          }
        });
    desired.forEach(
        (id, wanted) -> {
          if (!actual.containsKey(id)) {
            first.add(() -> results.add(resourceCreated(handleCreate(wanted, location, context))));
          }
        });
    Failures failures = new Failures();
    writes.forEach(first, failures::keep);
    writes.forEach(updates(actual, desired, location, context, results), failures::keep);
    failures.raise();
    return aggregatedResult(List.copyOf(results));
  }

  private List<Runnable> updates(
      Map<ResourceID, R> actual,
      Map<ResourceID, R> desired,
      GatewayLocation location,
      Context<GatewayLocation> context,
      Collection<ReconcileResult<R>> results) {
    List<Runnable> updates = new ArrayList<>();
    desired.forEach(
        (id, wanted) -> {
          R there = actual.get(id);
          if (there != null && !match(there, wanted, location, context).matched()) {
            updates.add(
                () -> results.add(resourceUpdated(handleUpdate(there, wanted, location, context))));
          }
        });
    return updates;
  }

  @Override
  public Map<ResourceID, R> getSecondaryResources(
      GatewayLocation location, Context<GatewayLocation> context) {
    return byId(context.getSecondaryResourcesAsStream(resourceType()).toList());
  }

  @Override
  public void deleteTargetResource(
      GatewayLocation location, R resource, ResourceID key, Context<GatewayLocation> context) {
    if (resource.getMetadata().getDeletionTimestamp() == null) {
      super.deleteTargetResource(location, resource, key, context);
      forget(resource);
      log("deleted", resource);
    }
  }

  static <R extends HasMetadata> Map<ResourceID, R> byId(Collection<R> resources) {
    return resources.stream()
        .collect(Collectors.toMap(ResourceID::fromResource, Function.identity(), (a, b) -> a));
  }
}
