package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.GatewayConfiguration;
import dev.apim.api.v1alpha1.OriginState;
import dev.apim.operator.controller.DeletedMeanwhile;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.leader.OperatorScope;
import dev.apim.operator.manifest.Ownership;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Carries out what the pointers of this cluster ask for: tombstones, which the primary may write
 * but not enforce, and the collection of revisions that nobody needs.
 */
@Singleton
@ControllerConfiguration(
    name = PointerReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class PointerReconciler implements Reconciler<GatewayConfiguration> {

  static final String NAME = "pointer";

  private static final Logger LOG = Logger.getLogger(PointerReconciler.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration BETWEEN_COLLECTIONS = Duration.ofMinutes(61);

  private final OperatorScope scope;
  private final KubernetesClient client;
  private final Garbage garbage;
  private final Map<InstanceKey, Instant> due = new ConcurrentHashMap<>();

  PointerReconciler(OperatorScope scope, KubernetesClient client, Garbage garbage) {
    this.scope = scope;
    this.client = client;
    this.garbage = garbage;
  }

  @Override
  public UpdateControl<GatewayConfiguration> reconcile(
      GatewayConfiguration pointer, Context<GatewayConfiguration> context) {
    InstanceKey key = InstanceKeys.of(pointer);
    if (!scope.includes(key.namespace())) {
      return UpdateControl.<GatewayConfiguration>noUpdate()
          .rescheduleAfter(OperatorScope.LOOK_AGAIN);
    }
    if (pointer.getSpec().state() == OriginState.Removed) {
      return remove(key, pointer)
          ? UpdateControl.noUpdate()
          : UpdateControl.<GatewayConfiguration>noUpdate().rescheduleAfter(SOON);
    }
    Instant now = Instant.now();
    Instant next = due.computeIfAbsent(key, unknown -> now.plus(BETWEEN_COLLECTIONS));
    if (!now.isBefore(next)) {
      garbage.collect(key);
      next = now.plus(BETWEEN_COLLECTIONS);
      due.put(key, next);
    }
    return UpdateControl.<GatewayConfiguration>noUpdate()
        .rescheduleAfter(Duration.between(now, next));
  }

  @Override
  public ErrorStatusUpdateControl<GatewayConfiguration> updateErrorStatus(
      GatewayConfiguration primary, Context<GatewayConfiguration> context, Exception e) {
    return DeletedMeanwhile.or(primary, e);
  }

  /**
   * The pointer goes last: while it is there, nothing is pushed that would need the parts. False
   * where it has changed meanwhile, so that it must be looked at again.
   */
  private boolean remove(InstanceKey key, GatewayConfiguration pointer) {
    if (Ownership.isOfAny(pointer)) {
      LOG.warnf(
          "%s/%s is marked as removed, but was published here; it stays",
          key.namespace(), key.name());
      return true;
    }
    garbage.collectAll(key);
    try {
      client.resource(pointer).lockResourceVersion().delete();
    } catch (KubernetesClientException e) {
      if (!Answers.isConflict(e)) {
        throw e;
      }
      return false;
    }
    due.remove(key);
    LOG.infof("%s/%s: the configuration was removed by its primary", key.namespace(), key.name());
    return true;
  }
}
