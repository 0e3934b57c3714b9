package dev.apim.operator.observe;

import dev.apim.operator.domain.schema.FieldTree;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceValidation;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/** The fields of a kind: as the cluster's CRD has them, and as this version does. */
public final class SchemaObserver {

  private SchemaObserver() {}

  /** Those of spec and status that a CRD has in a version; anything where it has no schema. */
  public static FieldTree of(CustomResourceDefinition crd, String version) {
    return crd.getSpec().getVersions().stream()
        .filter(served -> served.getName().equals(version))
        .map(CustomResourceDefinitionVersion::getSchema)
        .filter(schema -> schema != null)
        .map(CustomResourceValidation::getOpenAPIV3Schema)
        .findFirst()
        .map(schema -> specAndStatus(of(schema)))
        .orElse(FieldTree.ANYTHING);
  }

  /** Those of spec and status of a kind of this version. */
  public static FieldTree of(Class<? extends CustomResource<?, ?>> kind) {
    ParameterizedType generic = (ParameterizedType) kind.getGenericSuperclass();
    Type[] parts = generic.getActualTypeArguments();
    return new FieldTree(Map.of("spec", of(parts[0]), "status", of(parts[1])), false);
  }

  private static FieldTree specAndStatus(FieldTree whole) {
    return new FieldTree(
        Map.of("spec", whole.field("spec"), "status", whole.field("status")), false);
  }

  private static FieldTree of(JSONSchemaProps schema) {
    if (schema.getItems() != null && schema.getItems().getSchema() != null) {
      return of(schema.getItems().getSchema());
    }
    if (schema.getProperties() == null
        || schema.getProperties().isEmpty()
        || Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())) {
      return FieldTree.ANYTHING;
    }
    Map<String, FieldTree> fields = new HashMap<>();
    schema.getProperties().forEach((name, field) -> fields.put(name, of(field)));
    return new FieldTree(fields, false);
  }

  private static FieldTree of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return arguments.length == 1 ? of(arguments[0]) : FieldTree.ANYTHING;
    }
    if (!(type instanceof Class<?> record) || !record.isRecord()) {
      return FieldTree.ANYTHING;
    }
    Map<String, FieldTree> fields = new HashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      fields.put(component.getName(), of(component.getGenericType()));
    }
    return new FieldTree(fields, false);
  }
}
