package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.PolicyFragment;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.leader.OperatorScope;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Writes the status of PolicyFragment objects. */
@Singleton
@ControllerConfiguration(
    name = PolicyFragmentReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class PolicyFragmentReconciler extends ObjectReconciler<PolicyFragment> {

  static final String NAME = "policy-fragment";

  PolicyFragmentReconciler(
      OperatorScope scope, Schemas schemas, ObjectStatus status, InstanceStates states) {
    super(
        scope,
        schemas,
        status,
        states,
        object -> object.getSpec().instanceRef(),
        PolicyFragment.class,
        PolicyFragment::new);
  }
}
