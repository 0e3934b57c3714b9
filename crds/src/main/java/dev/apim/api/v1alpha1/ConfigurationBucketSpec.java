package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The content of one bucket. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self == oldSelf",
    message = "the content is immutable; a change is a new object with its own hash")
public record ConfigurationBucketSpec(
    @JsonPropertyDescription("The instance, in the same namespace.") @Required
        LocalReference instanceRef,
    @JsonPropertyDescription("sha-256 of the uncompressed content, in hex.") @Required String hash,
    @JsonPropertyDescription("Size of the uncompressed content in bytes.") @Required Integer bytes,
    @JsonPropertyDescription("The content: canonical JSON, gzip, base64.")
        @Required
        @Size(max = 1048576)
        String gzip) {}
