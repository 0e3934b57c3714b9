package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.KeyRotationSpec;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.api.v1alpha1.Subscription;
import dev.apim.compiler.ObjectKey;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.domain.sync.InstanceKey;
import dev.apim.operator.leader.OperatorScope;
import dev.apim.operator.observe.Answers;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Writes the status of Subscription objects, and keeps their keys where the primary runs here. */
@Singleton
@ControllerConfiguration(
    name = SubscriptionReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class SubscriptionReconciler extends ObjectReconciler<Subscription> {

  static final String NAME = "subscription";

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(30);

  private final InstanceStates states;
  private final SubscriptionSecrets secrets;

  SubscriptionReconciler(
      OperatorScope scope,
      Schemas schemas,
      ObjectStatus status,
      InstanceStates states,
      SubscriptionSecrets secrets) {
    super(
        scope,
        schemas,
        status,
        states,
        subscription -> subscription.getSpec().instanceRef(),
        Subscription.class,
        Subscription::new);
    this.states = states;
    this.secrets = secrets;
  }

  @Override
  public UpdateControl<Subscription> reconcile(
      Subscription subscription, Context<Subscription> context) {
    try {
      keepKeys(subscription);
    } catch (KubernetesClientException e) {
      if (!Answers.isConflict(e)) {
        throw e;
      }
      return UpdateControl.<Subscription>noUpdate().rescheduleAfter(SOON);
    }
    UpdateControl<Subscription> control = super.reconcile(subscription, context);
    return secrets.isUnlabelled(subscription) ? control.rescheduleAfter(LATER) : control;
  }

  /** Only of instances that are published here: elsewhere nobody asks for keys. */
  private void keepKeys(Subscription subscription) {
    InstanceKey key =
        new InstanceKey(
            subscription.getMetadata().getNamespace(), subscription.getSpec().instanceRef().name());
    Optional<InstanceState> state = states.find(key).filter(known -> known.all().isEmpty());
    if (state.isEmpty()) {
      return;
    }
    InstanceState.ObjectState said = state.get().objects().get(ObjectKey.of(subscription));
    boolean pending = said != null && said.judgement().reason() == Reason.KeysPending;
    if (pending || secrets.isUnlabelled(subscription)) {
      secrets.make(subscription);
    } else if (asksForNewKeys(subscription.getSpec().keyRotation())) {
      secrets.rotate(subscription);
    }
  }

  private static boolean asksForNewKeys(KeyRotationSpec rotation) {
    return rotation != null && rotation.primary() + rotation.secondary() > 0;
  }
}
