package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Which configuration the replicas of a location serve (B53). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LocationConfigurationStatus(
    @JsonPropertyDescription("Hash of the active snapshot in the location's cluster.")
        String revision,
    @JsonPropertyDescription("Its number.") Long sequence,
    @JsonPropertyDescription("Replicas that serve it.") Integer acknowledgedReplicas,
    @JsonPropertyDescription("Replicas that there are.") Integer totalReplicas,
    @JsonPropertyDescription(
            "From the publication in the primary to the last replica's acknowledgement, in ms.")
        Long lagMillis) {}
