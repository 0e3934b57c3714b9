package dev.apim.api.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A policy document in the configuration, as compiled.
 *
 * @param name name of the Policy object
 * @param api name of the {@link ApiEntry} that it is for; null for all APIs of the instance
 * @param operation name of the operation of that API; null for the whole API
 * @param backends names of the {@link BackendEntry} objects that the document names
 * @param source the spec as the user wrote it, with the document
 */
public record PolicyEntry(
    String name, String api, String operation, List<String> backends, JsonNode source) {

  /** Replaces what JSON leaves out. */
  public PolicyEntry {
    backends = backends == null ? List.of() : List.copyOf(backends);
  }

  /** The policy document. */
  @JsonIgnore
  public String document() {
    return source.path("document").asText();
  }
}
