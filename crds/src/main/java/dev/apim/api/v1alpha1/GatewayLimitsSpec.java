package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What clients may send, and how slowly; the gateway's own default where a member is absent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayLimitsSpec(
    @JsonPropertyDescription("Most bytes of a request line, the URL. Default: 16384.")
        @Min(1024)
        @Max(1048576)
        Integer urlBytes,
    @JsonPropertyDescription("Most bytes of all headers of a request. Default: 32768.")
        @Min(1024)
        @Max(1048576)
        Integer headerBytes,
    @JsonPropertyDescription(
            "Most MiB of a request's body; a longer one is answered 413. Default: no limit.")
        @Min(1)
        @Max(100000)
        Integer bodyMebibytes,
    @JsonPropertyDescription(
            "Seconds that a request's line and headers may take from their first byte. Default: 30.")
        @Min(1)
        @Max(3600)
        Integer headSeconds,
    @JsonPropertyDescription(
            "Seconds that a connection may be silent in both directions. Default: 250.")
        @Min(1)
        @Max(86400)
        Integer idleSeconds) {}
