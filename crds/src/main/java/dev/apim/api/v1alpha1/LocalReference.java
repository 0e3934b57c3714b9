package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names an object of a known kind in the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LocalReference(
    @JsonPropertyDescription("Name of the object, in the same namespace.")
        @Required
        @Size(min = 1, max = 253)
        String name) {}
