package dev.apim.operator.manifest;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.TreeMap;

/** Name, namespace, labels, publisher and tags of a child. */
final class Metadata {

  private Metadata() {}

  static ObjectMeta of(LocationContext context, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(context.namespace())
        .withLabels(new TreeMap<>(Labels.location(context)))
        .withAnnotations(new TreeMap<>(context.annotations()))
        .build();
  }
}
