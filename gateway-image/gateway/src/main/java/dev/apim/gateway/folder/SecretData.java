package dev.apim.gateway.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The data of a Secret in a file, decoded; what is no base64 is left out. */
final class SecretData {

  private SecretData() {}

  static Map<String, String> of(JsonNode secret) {
    Map<String, String> data = new TreeMap<>();
    secret
        .path("data")
        .properties()
        .forEach(
            entry -> {
              try {
                byte[] bytes = Base64.getDecoder().decode(entry.getValue().asText().strip());
                data.put(entry.getKey(), new String(bytes, StandardCharsets.UTF_8));
              } catch (IllegalArgumentException e) {
                // as if it were not there; its absence is told where it is needed
              }
            });
    secret
        .path("stringData")
        .properties()
        .forEach(entry -> data.put(entry.getKey(), entry.getValue().asText()));
    return data;
  }
}
