package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.processing.dependent.CRUDKubernetesBulkDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Several children of one kind. Those that are not desired are deleted. */
@Ignore
abstract class LocationBulkDependent<R extends HasMetadata> extends LocationDependent<R>
    implements CRUDKubernetesBulkDependentResource<R, GatewayLocation> {

  LocationBulkDependent(Class<R> type) {
    super(type);
  }

  @Override
  public Map<ResourceID, R> getSecondaryResources(
      GatewayLocation location, Context<GatewayLocation> context) {
    return byId(context.getSecondaryResources(resourceType()));
  }

  @Override
  public void deleteTargetResource(
      GatewayLocation location, R resource, ResourceID key, Context<GatewayLocation> context) {
    if (resource.getMetadata().getDeletionTimestamp() == null) {
      super.deleteTargetResource(location, resource, key, context);
      log("deleted", resource);
    }
  }

  static <R extends HasMetadata> Map<ResourceID, R> byId(Collection<R> resources) {
    return resources.stream()
        .collect(Collectors.toMap(ResourceID::fromResource, Function.identity(), (a, b) -> a));
  }
}
