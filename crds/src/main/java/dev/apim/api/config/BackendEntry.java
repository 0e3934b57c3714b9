package dev.apim.api.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.apim.api.v1alpha1.BackendSpec;

/**
 * A backend in the document.
 *
 * @param name name of the Backend object
 * @param url its address, http or https; null for a pool
 * @param source the spec as the user wrote it, with all that is more than an address
 */
public record BackendEntry(String name, String url, JsonNode source) implements ConfigurationEntry {

  /** The spec; null where there is nothing but the address. */
  @JsonIgnore
  public BackendSpec spec() {
    return source == null ? null : CanonicalJson.value(source, BackendSpec.class);
  }

  /** Whether it is an address and nothing else, as readers of the first level know it. */
  @JsonIgnore
  public boolean isPlain() {
    BackendSpec spec = spec();
    return spec == null || spec.isPlain();
  }
}
