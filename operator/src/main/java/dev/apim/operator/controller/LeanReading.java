package dev.apim.operator.controller;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.apim.operator.observe.LeanObjects;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Reads Kubernetes objects without what the operator never looks at, so that thousands of them fit
 * into its memory. The clients of other clusters read whole objects.
 */
@Singleton
class LeanReading implements KubernetesClientObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(new LeanObjects());
  }
}
