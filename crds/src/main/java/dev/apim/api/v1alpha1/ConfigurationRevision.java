package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The configuration that is in effect for an instance. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConfigurationRevision(
    @JsonPropertyDescription("Hash of the snapshot.") String revision,
    @JsonPropertyDescription("Epoch of the holder.") Long epoch,
    @JsonPropertyDescription("Number of the revision within the epoch.") Long sequence) {}
