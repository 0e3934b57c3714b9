package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Api;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.leader.OperatorScope;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Writes the status of Api objects. */
@Singleton
@ControllerConfiguration(
    name = ApiReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class ApiReconciler extends ObjectReconciler<Api> {

  static final String NAME = "api";

  ApiReconciler(OperatorScope scope, Schemas schemas, ObjectStatus status, InstanceStates states) {
    super(scope, schemas, status, states, api -> api.getSpec().instanceRef(), Api.class, Api::new);
  }
}
