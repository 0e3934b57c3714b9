package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Policy;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.leader.OperatorScope;
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

  PolicyReconciler(
      OperatorScope scope, Schemas schemas, ObjectStatus status, InstanceStates states) {
    super(
        scope,
        schemas,
        status,
        states,
        policy -> policy.getSpec().instanceRef(),
        Policy.class,
        Policy::new);
  }
}
