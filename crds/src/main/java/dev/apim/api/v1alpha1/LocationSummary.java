package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One location in the status of its instance. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LocationSummary(
    @JsonPropertyDescription("Name of the GatewayLocation.") @Required String name,
    @JsonPropertyDescription("Region as the user wrote it.") String region,
    @JsonPropertyDescription("Primary or Secondary.") LocationRole role,
    @JsonPropertyDescription("Name of the GatewayCluster that runs it.") String cluster,
    @JsonPropertyDescription("Units that it has.") Integer units,
    @JsonPropertyDescription("Ready of desired replicas.") String ready,
    @JsonPropertyDescription("Sequence of the revision that all its replicas serve.")
        Long sequence) {}
