package dev.apim.api.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A named value in the document.
 *
 * @param name name of the NamedValue object
 * @param id what policies write between the braces
 * @param secret where the value lies; null where it is in the source
 * @param source the spec as the user wrote it, with the value where that is no secret
 */
public record NamedValueEntry(String name, String id, SecretReference secret, JsonNode source)
    implements ConfigurationEntry {

  /** The value; only where it is no secret. */
  @JsonIgnore
  public String value() {
    return source.path("value").asText();
  }
}
