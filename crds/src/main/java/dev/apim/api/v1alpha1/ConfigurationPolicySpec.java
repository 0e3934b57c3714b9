package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;

/** How the configuration of an instance is published. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConfigurationPolicySpec(
    @JsonPropertyDescription(
            "Hash of the revision that may remove an unusual number of objects; the condition"
                + " ConfigurationInSync with reason DeletionsHeld names it.")
        @Pattern("^[0-9a-f]{64}$")
        String allowDeletions) {}
