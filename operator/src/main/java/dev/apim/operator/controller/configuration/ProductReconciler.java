package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.Product;
import dev.apim.operator.controller.Schemas;
import dev.apim.operator.leader.OperatorScope;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import jakarta.inject.Singleton;

/** Writes the status of Product objects. */
@Singleton
@ControllerConfiguration(
    name = ProductReconciler.NAME,
    informer = @Informer(comparableResourceVersions = false))
class ProductReconciler extends ObjectReconciler<Product> {

  static final String NAME = "product";

  ProductReconciler(
      OperatorScope scope, Schemas schemas, ObjectStatus status, InstanceStates states) {
    super(
        scope,
        schemas,
        status,
        states,
        product -> product.getSpec().instanceRef(),
        Product.class,
        Product::new);
  }
}
