package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Policy;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Writes the status of Policy objects. */
@Singleton
@ControllerConfiguration(
    name = PolicyReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class PolicyReconciler extends ObjectReconciler<Policy> {

  static final String NAME = "policy";

  PolicyReconciler(ObjectStatus status, InstanceStates states) {
    super(status, states, policy -> policy.getSpec().instanceRef(), Policy::new);
  }
}
