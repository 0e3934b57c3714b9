package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One zone of a location: what should be there and what is (B27). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ZoneStatus(
    @JsonPropertyDescription("Zone as named in the spec; in Automatic the node label's value.")
        @Required
        String name,
    @JsonPropertyDescription("Units pinned to the zone; absent in Automatic.") Integer units,
    @JsonPropertyDescription("Replicas desired in the zone.") Integer desired,
    @JsonPropertyDescription("Replicas ready in the zone.") Integer ready,
    @JsonPropertyDescription("Ready, Degraded or Down.") ZoneState state,
    @JsonPropertyDescription("Since when the state holds.") String since) {}
