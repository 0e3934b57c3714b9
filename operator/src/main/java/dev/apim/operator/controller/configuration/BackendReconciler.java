package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Backend;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.leader.OperatorScope;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Writes the status of Backend objects. */
@Singleton
@ControllerConfiguration(
    name = BackendReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class BackendReconciler extends ObjectReconciler<Backend> {

  static final String NAME = "backend";

  BackendReconciler(
      OperatorScope scope, Schemas schemas, ObjectStatus status, InstanceStates states) {
    super(
        scope,
        schemas,
        status,
        states,
        backend -> backend.getSpec().instanceRef(),
        Backend.class,
        Backend::new);
  }
}
