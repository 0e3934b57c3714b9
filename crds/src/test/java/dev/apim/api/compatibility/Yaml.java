package dev.apim.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** YAML as a tree. */
final class Yaml {

  private Yaml() {}

  static JsonNode read(String text) {
    return new ObjectMapper().valueToTree(new KubernetesSerialization().unmarshal(text, Map.class));
  }
}
