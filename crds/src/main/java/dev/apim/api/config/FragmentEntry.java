package dev.apim.api.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A policy fragment in the document.
 *
 * @param name name of the PolicyFragment object
 * @param id what policies write as its fragment-id
 * @param source the spec as the user wrote it, with the fragment
 */
public record FragmentEntry(String name, String id, JsonNode source) implements ConfigurationEntry {

  /** The fragment's text. */
  @JsonIgnore
  public String document() {
    return source.path("document").asText();
  }
}
