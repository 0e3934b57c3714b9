package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The operator that answers for an object, so that another cluster can tell whether it is there and
 * compatible (B67).
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperatorStatus(
    @JsonPropertyDescription("Version of the operator.") String version,
    @JsonPropertyDescription("Schema level that its CRDs and gateways understand.")
        Integer schemaLevel) {}
