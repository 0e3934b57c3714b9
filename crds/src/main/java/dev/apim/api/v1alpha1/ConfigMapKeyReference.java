package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A key of a ConfigMap. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConfigMapKeyReference(
    @JsonPropertyDescription("Name of the ConfigMap, in the same namespace.")
        @Required
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("The key that holds the document.")
        @Default(KEY)
        @Size(min = 1, max = 253)
        String key) {

  static final String KEY = "openapi.yaml";

  /** Applies the default. */
  public ConfigMapKeyReference {
    key = key == null ? KEY : key;
  }
}
