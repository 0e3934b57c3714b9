package dev.apim.api.v1alpha1;

/** Where an OpenAPI document is. */
public enum OpenApiType {
  Inline,
  ConfigMap
}
