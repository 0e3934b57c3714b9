package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A revision that was active once. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HistoryEntry(
    @JsonPropertyDescription("sha-256 of the manifest, in hex.") @Required String hash,
    @JsonPropertyDescription("Its number.") @Required Long sequence,
    @JsonPropertyDescription("When it was published.") @Required String publishedAt,
    @JsonPropertyDescription("What changed with it, in a line.") @Size(max = 256) String changes) {}
