package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * A zone that the cluster has or had: clouds delete the nodes of a dead zone, so that one without
 * nodes stays known for a time (B35).
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KnownZone(
    @JsonPropertyDescription("Value of the node label topology.kubernetes.io/zone.") @Required
        String name,
    @JsonPropertyDescription(
            "Since when no node has been in it; absent while one is. After seven days without a node"
                + " and without a unit the zone is forgotten.")
        String missingSince) {}
