package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** The active revision: its hash, and its content where it is small. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ActiveRevision(
    @JsonPropertyDescription("sha-256 of the manifest, in hex; the snapshot is <instance>-<hash>.")
        @Required
        @Pattern("^[0-9a-f]{64}$")
        String hash,
    @JsonPropertyDescription("When the holder published it, with milliseconds.") @Required
        String publishedAt,
    @JsonPropertyDescription("Manifest and buckets, where they have at most 64 KiB together.")
        InlineSnapshot inline) {}
