package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A header or query parameter with its value. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CredentialSpec(
    @JsonPropertyDescription("Its name.")
        @Required
        @Pattern("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")
        @Size(min = 1, max = 256)
        String name,
    @JsonPropertyDescription("Its value, one line.")
        @Required
        @Pattern("^[\\x20-\\x7E]+$")
        @Size(min = 1, max = 4096)
        String value) {}
