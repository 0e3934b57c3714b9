package dev.apim.api.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A policy document in the configuration, as compiled.
 *
 * @param name name of the Policy object
 * @param api name of the {@link ApiEntry} that it is for; null for all APIs of the instance or of a
 *     product
 * @param operation name of the operation of that API; null for the whole API
 * @param product name of the {@link ProductEntry} that it is for; null where it is for none
 * @param backends names of the {@link BackendEntry} objects that the document names
 * @param source the spec as the user wrote it, with the document
 */
public record PolicyEntry(
    String name,
    String api,
    String operation,
    String product,
    List<String> backends,
    JsonNode source)
    implements ConfigurationEntry {

  /** Replaces what JSON leaves out. */
  public PolicyEntry {
    backends = backends == null ? List.of() : List.copyOf(backends);
  }

  /** A policy that is for no product. */
  public PolicyEntry(
      String name, String api, String operation, List<String> backends, JsonNode source) {
    this(name, api, operation, null, backends, source);
  }

  /** The policy document. */
  @JsonIgnore
  public String document() {
    return source.path("document").asText();
  }
}
