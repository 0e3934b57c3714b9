package dev.apim.api.config;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A backend in the document.
 *
 * @param name name of the Backend object
 * @param url its address, http or https
 * @param source the spec as the user wrote it, so that a promoted region and a restore have it
 */
public record BackendEntry(String name, String url, JsonNode source)
    implements ConfigurationEntry {}
