package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.NamedValue;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.leader.OperatorScope;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Writes the status of NamedValue objects. */
@Singleton
@ControllerConfiguration(
    name = NamedValueReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class NamedValueReconciler extends ObjectReconciler<NamedValue> {

  static final String NAME = "named-value";

  NamedValueReconciler(
      OperatorScope scope, Schemas schemas, ObjectStatus status, InstanceStates states) {
    super(
        scope,
        schemas,
        status,
        states,
        object -> object.getSpec().instanceRef(),
        NamedValue.class,
        NamedValue::new);
  }
}
