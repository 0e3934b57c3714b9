package dev.apim.api.config;

import com.fasterxml.jackson.databind.JsonNode;

/** What the document holds of one configuration object. */
public interface ConfigurationEntry {

  /** Name of the object, unique within its kind. */
  String name();

  /** The spec as the user wrote it, so that a promoted region and a restore have it (B10b). */
  JsonNode source();
}
