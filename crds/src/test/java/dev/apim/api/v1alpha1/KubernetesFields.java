package dev.apim.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Says what the fields that are Kubernetes' own mean: its Java types carry no text. */
final class KubernetesFields {

  private static final Properties TEXTS = texts();

  private KubernetesFields() {}

  static void explain(JSONSchemaProps root) {
    JSONSchemaProps pod = child(child(root, "spec"), "pod");
    explain(child(pod, "securityContext"), "securityContext");
    explain(child(pod, "tolerations"), "tolerations");
  }

  private static void explain(JSONSchemaProps schema, String path) {
    if (schema == null) {
      return;
    }
    if (schema.getItems() != null) {
      explain(schema.getItems().getSchema(), path);
    }
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach(
              (name, field) -> {
                String at = path + "." + name;
                field.setDescription(TEXTS.getProperty(at, field.getDescription()));
                explain(field, at);
              });
    }
  }

  private static JSONSchemaProps child(JSONSchemaProps schema, String name) {
    return schema == null || schema.getProperties() == null
        ? null
        : schema.getProperties().get(name);
  }

  private static Properties texts() {
    Properties texts = new Properties();
    try (InputStream in =
        KubernetesFields.class.getResourceAsStream("kubernetes-fields.properties")) {
      texts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
