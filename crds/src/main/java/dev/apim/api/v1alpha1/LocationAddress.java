package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where a location answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LocationAddress(
    @JsonPropertyDescription("Name of the GatewayLocation.") @Required String location,
    @JsonPropertyDescription("Regional host name.") String hostname,
    @JsonPropertyDescription("Address of its Service.") String address) {}
