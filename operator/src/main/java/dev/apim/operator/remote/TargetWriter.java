package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.domain.sync.Publication;
import dev.apim.operator.domain.sync.PushScope;
import dev.apim.operator.domain.sync.PushStep;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries out one step of a push by server-side apply without force, so that the API server, not
 * this process, decides whether a user's or another primary's value stands in the way.
 */
final class TargetWriter implements AutoCloseable {

  private static final String UNITS = "units";
  private static final String UNITS_FIELD = ".spec." + UNITS;
  private static final List<String> UNITS_ONLY = List.of(UNITS_FIELD);

  private final Connection connection;
  private final TargetParts parts;

  TargetWriter(Connection connection) {
    this.connection = connection;
    this.parts = new TargetParts(connection);
  }

  /**
   * Carries out a step.
   *
   * @param key the instance
   * @param seenVersion resourceVersion of the object there as it was planned with
   * @param unknown what a copy of an instance or location is written without
   */
  void write(PushStep step, InstanceKey key, String seenVersion, UnknownFields unknown) {
    if (step instanceof PushStep.PutParts put) {
      parts.put(key, put.snapshot(), put.secrets());
    } else if (step instanceof PushStep.ApplyInstance apply) {
      String over = apply.takeOver() ? seenVersion : "";
      applyOver(
          over,
          ApiManagementInstance.class,
          key,
          key.name(),
          unknown.leaveOutOf(spec(apply.spec())));
    } else if (step instanceof PushStep.ApplyLocation apply) {
      applyLocation(apply, key, seenVersion, unknown);
    } else if (step instanceof PushStep.ApplyPointer apply) {
      applyPointer(apply.spec(), key, seenVersion);
      parts.confirm(key);
    } else if (step instanceof PushStep.RemoveLocation remove) {
      Map<String, Object> spec = units(spec(remove.spec()), remove.withUnits());
      apply(GatewayLocation.class, key, remove.name(), spec, null);
    } else if (step instanceof PushStep.RemoveInstance remove) {
      apply(ApiManagementInstance.class, key, key.name(), spec(remove.spec()), null);
    } else if (step instanceof PushStep.RemovePointer remove) {
      applyPointer(remove.spec(), key, seenVersion);
      parts.forget(key);
    }
  }

  /** Doubts that what cannot be watched there is as it was written. */
  void doubt() {
    parts.doubt();
  }

  /** Makes parts and Secrets of the active revision again that are doubted and gone. */
  void restore(InstanceKey key, Publication publication) {
    parts.restore(key, publication.snapshot(), publication.secrets());
  }

  /**
   * Writes, and where others own fields takes these from them, if the object is as it was seen.
   *
   * @param seenVersion resourceVersion of the object as it was seen; empty to take nothing
   */
  private void applyOver(
      String seenVersion,
      Class<? extends HasMetadata> kind,
      InstanceKey key,
      String name,
      Map<String, Object> spec) {
    try {
      apply(kind, key, name, spec, null);
    } catch (KubernetesClientException e) {
      if (RemoteErrors.conflictingFields(e).isEmpty() || seenVersion.isEmpty()) {
        throw e;
      }
      apply(kind, key, name, spec, seenVersion);
    }
  }

  /** Nobody else writes a pointer: what a hand changed in it is put right (B8). */
  private void applyPointer(GatewayConfigurationSpec pointer, InstanceKey key, String seenVersion) {
    applyOver(seenVersion, GatewayConfiguration.class, key, key.name(), spec(pointer));
  }

  @Override
  public void close() {
    parts.close();
  }

  private void applyLocation(
      PushStep.ApplyLocation step, InstanceKey key, String seenVersion, UnknownFields unknown) {
    Map<String, Object> spec = unknown.leaveOutOf(spec(step.spec()));
    try {
      apply(GatewayLocation.class, key, step.name(), units(spec, step.withUnits()), null);
    } catch (KubernetesClientException e) {
      List<String> fields = RemoteErrors.conflictingFields(e);
      if (step.takeOver() && !seenVersion.isEmpty() && !fields.isEmpty()) {
        boolean withUnits =
            step.withUnits() && (step.unitsAgreed() || !fields.contains(UNITS_FIELD));
        apply(GatewayLocation.class, key, step.name(), units(spec, withUnits), seenVersion);
        return;
      }
      if (!fields.equals(UNITS_ONLY)) {
        throw e;
      }
      if (step.unitsAgreed() && !seenVersion.isEmpty()) {
        apply(GatewayLocation.class, key, step.name(), spec, seenVersion);
      } else {
        apply(GatewayLocation.class, key, step.name(), units(spec, false), null);
      }
    }
  }

  private void apply(
      Class<? extends HasMetadata> kind,
      InstanceKey key,
      String name,
      Map<String, Object> spec,
      String forcedOver) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(HasMetadata.getApiVersion(kind));
    object.setKind(HasMetadata.getKind(kind));
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(connection.key().namespace())
            .withLabels(PushScope.labels(key.namespace(), key.name()))
            .withResourceVersion(forcedOver)
            .build());
    object.setAdditionalProperty("spec", spec);
    connection
        .client()
        .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind))
        .inNamespace(connection.key().namespace())
        .resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FieldOwnership.MANAGER)
                .withForce(forcedOver != null)
                .build());
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> spec(Object spec) {
    return connection.client().getKubernetesSerialization().convertValue(spec, Map.class);
  }

  private static Map<String, Object> units(Map<String, Object> spec, boolean withUnits) {
    if (withUnits) {
      return spec;
    }
    Map<String, Object> without = new HashMap<>(spec);
    without.remove(UNITS);
    return without;
  }
}
