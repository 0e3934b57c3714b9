package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The last word of a holder that gives its office to another cluster (B10b): from then on it
 * publishes nothing, and the other one begins when it has the revision.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Handover(
    @JsonPropertyDescription("Epoch of the new holder.") @Required @Min(2) Long epoch,
    @JsonPropertyDescription("Identity of the cluster that is to publish.")
        @Required
        @Size(min = 1, max = 64)
        String holder,
    @JsonPropertyDescription("Its name, as the old holder knows it.")
        @Required
        @Size(min = 1, max = 253)
        String cluster,
    @JsonPropertyDescription("Hash of the last revision of the old holder.") @Required
        String hash) {}
