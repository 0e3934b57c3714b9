package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.Ownership;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.Matcher.Result;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Set;

/** The specs of a location that were accepted last. What one keeps never changes. */
@KubernetesDependent(
    createResourceOnlyIfNotExistingWithSSA = true,
    informer = @Informer(labelSelector = Labels.MANAGED, comparableResourceVersions = false))
public class AcceptedDependentResource extends LocationBulkDependent<ControllerRevision> {

  AcceptedDependentResource() {
    super(ControllerRevision.class);
  }

  @Override
  public Map<ResourceID, ControllerRevision> desiredResources(
      GatewayLocation location, Context<GatewayLocation> context) {
    return byId(LocationDecision.of(context).revisions());
  }

  /** Its number is written again when a spec is accepted again, which restores nothing. */
  @Override
  void written(
      ControllerRevision child, GatewayLocation location, Context<GatewayLocation> context) {}

  /** Its name tells its content, which Kubernetes lets nobody change. */
  @Override
  public Result<ControllerRevision> match(
      ControllerRevision actual,
      ControllerRevision desired,
      GatewayLocation location,
      Context<GatewayLocation> context) {
    boolean same =
        actual.getRevision().equals(desired.getRevision())
            && holds(actual.getMetadata(), desired.getMetadata())
            && Ownership.isOf(location, actual);
    return Result.computed(same, desired);
  }

  private static boolean holds(ObjectMeta actual, ObjectMeta desired) {
    return entries(actual.getLabels()).containsAll(entries(desired.getLabels()))
        && entries(actual.getAnnotations()).containsAll(entries(desired.getAnnotations()));
  }

  private static Set<Map.Entry<String, String>> entries(Map<String, String> map) {
    return map == null ? Set.of() : map.entrySet();
  }
}
