package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Who publishes the APIs of an instance. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PublisherSpec(
    @JsonPropertyDescription("Name of the organisation.") @Required @Size(min = 1, max = 100)
        String name,
    @JsonPropertyDescription("Address for notices.")
        @Required
        @Pattern("^[^@\\s]+@[^@\\s]+$")
        @Size(max = 254)
        String email) {}
