package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The manifest of one revision. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self == oldSelf",
    message = "the content is immutable; a change is a new object with its own hash")
public record ConfigurationSnapshotSpec(
    @JsonPropertyDescription("The instance, in the same namespace.") @Required
        LocalReference instanceRef,
    @JsonPropertyDescription("sha-256 of manifest, in hex.") @Required String hash,
    @JsonPropertyDescription("Schema level that a reader must understand.") @Required
        Integer schemaLevel,
    @JsonPropertyDescription("Number of buckets.") @Required Integer bucketCount,
    @JsonPropertyDescription("The manifest as canonical JSON.") @Required @Size(max = 524288)
        String manifest) {}
