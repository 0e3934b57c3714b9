package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a location or instance asks of its clusters (B23). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Footprint(
    @JsonPropertyDescription("Replicas desired.") Integer replicas,
    @JsonPropertyDescription("CPU requested by all replicas, in thousandths of a core.")
        Long cpuMillicores,
    @JsonPropertyDescription("Memory requested by all replicas, in MiB.") Long memoryMebibytes) {}
