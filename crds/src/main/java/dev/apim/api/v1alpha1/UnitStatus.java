package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One scale unit of a location (B4, B6). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnitStatus(
    @JsonPropertyDescription("Name of the unit, e.g. 1-0 or auto-0; the label apim.dev/unit.")
        @Required
        String name,
    @JsonPropertyDescription("Zone that it is pinned to; absent in Automatic.") String zone,
    @JsonPropertyDescription("Replicas desired.") Integer desired,
    @JsonPropertyDescription("Replicas ready.") Integer ready,
    @JsonPropertyDescription("Ready, Degraded or Down.") UnitState state) {}
