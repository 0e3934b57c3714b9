package dev.apim.operator.controller.location.dependent;

import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.manifest.Labels;
import dev.apim.operator.manifest.Ownership;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.processing.dependent.Matcher.Result;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * A child of a location. It is found by its owner or by its label, so that a user who removes one
 * of them is undone as well (B8).
 */
@Ignore
abstract class LocationDependent<R extends HasMetadata>
    extends CRUDKubernetesDependentResource<R, GatewayLocation>
    implements SecondaryToPrimaryMapper<R> {

  private static final Logger LOG = Logger.getLogger(LocationDependent.class);

  private final Matched matched = new Matched();

  LocationDependent(Class<R> type) {
    super(type);
  }

  @Override
  public Set<ResourceID> toPrimaryResourceIDs(R resource) {
    SecondaryToPrimaryMapper<R> owners = Mappers.fromOwnerReferences(GatewayLocation.class);
    Set<ResourceID> ids = new HashSet<>(owners.toPrimaryResourceIDs(resource));
    String location = resource.getMetadata().getLabels().get(Labels.LOCATION);
    if (location != null) {
      ids.add(new ResourceID(location, resource.getMetadata().getNamespace()));
    }
    return ids;
  }

  /**
   * An object that exists although the cache does not know it is one of ours that lost its labels,
   * and is brought back, or a stranger's.
   *
   * @throws NameTakenException where it is a stranger's
   */
  @Override
  public R create(R desired, GatewayLocation location, Context<GatewayLocation> context) {
    try {
      return super.create(desired, location, context);
    } catch (KubernetesClientException e) {
      R existing = Answers.isConflict(e) ? context.getClient().resource(desired).get() : null;
      if (existing == null) {
        throw e;
      }
      if (!isOurs(existing, location, context)) {
        throw new NameTakenException(existing);
      }
      desired.getMetadata().setResourceVersion(null);
      return update(existing, desired, location, context);
    }
  }

  @Override
  public Result<R> match(
      R actual, R desired, GatewayLocation location, Context<GatewayLocation> context) {
    Matched.Essence essence = LocationDecision.of(context).essence(location);
    if (matched.contains(actual, essence)) {
      return Result.computed(true, desired);
    }
    Result<R> result = super.match(actual, desired, location, context);
    if (result.matched()) {
      matched.add(actual, essence);
    }
    return result;
  }

  private static boolean isOurs(
      HasMetadata existing, GatewayLocation location, Context<GatewayLocation> context) {
    String manager = context.getControllerConfiguration().fieldManager();
    return Ownership.isOf(location, existing)
        || existing.getMetadata().getManagedFields().stream()
            .anyMatch(fields -> manager.equals(fields.getManager()));
  }

  @Override
  protected void onCreated(GatewayLocation primary, R created, Context<GatewayLocation> context) {
    super.onCreated(primary, created, context);
    log("created", created);
    if (restored(created, primary, context)) {
      Happenings.note(context, Reason.ChildrenRestored, created);
    } else if (!matched.contained(created, LocationDecision.of(context).essence(primary))) {
      made(created, context);
    }
    written(created, primary, context);
  }

  @Override
  protected void onUpdated(
      GatewayLocation primary, R updated, R actual, Context<GatewayLocation> context) {
    super.onUpdated(primary, updated, actual, context);
    log("applied", updated);
    if (restored(updated, primary, context)) {
      Happenings.note(context, Reason.ChildrenRestored, updated);
    }
    written(updated, primary, context);
  }

  /** What this operator has just written is as it should be. */
  void written(R child, GatewayLocation location, Context<GatewayLocation> context) {
    matched.add(child, LocationDecision.of(context).essence(location));
  }

  /** One that goes since it is no longer wanted was not taken away by anybody else. */
  void forget(R child) {
    matched.forget(child);
  }

  /** A child of its own making, and not one that somebody else had deleted. */
  void made(R created, Context<GatewayLocation> context) {}

  private boolean restored(R child, GatewayLocation location, Context<GatewayLocation> context) {
    return matched.restored(child, LocationDecision.of(context).essence(location));
  }

  void log(String what, R resource) {
    LOG.infof(
        "%s %s %s/%s",
        what,
        resource.getKind(),
        resource.getMetadata().getNamespace(),
        resource.getMetadata().getName());
  }
}
