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
 * @param namedValues ids of the {@link NamedValueEntry} objects that it and its fragments name
 * @param fragments ids of the {@link FragmentEntry} objects that it includes, also indirectly
 * @param source the spec as the user wrote it, with the document
 */
public record PolicyEntry(
    String name,
    String api,
    String operation,
    String product,
    List<String> backends,
    List<String> namedValues,
    List<String> fragments,
    JsonNode source)
    implements ConfigurationEntry {

  /** Replaces what JSON leaves out. */
  public PolicyEntry {
    backends = backends == null ? List.of() : List.copyOf(backends);
    namedValues = namedValues == null ? List.of() : List.copyOf(namedValues);
    fragments = fragments == null ? List.of() : List.copyOf(fragments);
  }

  /** A policy that names no value and no fragment. */
  public PolicyEntry(
      String name,
      String api,
      String operation,
      String product,
      List<String> backends,
      JsonNode source) {
    this(name, api, operation, product, backends, List.of(), List.of(), source);
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
