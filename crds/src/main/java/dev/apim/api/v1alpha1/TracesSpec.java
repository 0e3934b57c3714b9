package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where the spans of requests go. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TracesSpec(
    @JsonPropertyDescription(
            "Base address of an OTLP/HTTP receiver, such as http://collector:4318; /v1/traces is"
                + " added.")
        @Required
        @Pattern("^https?://[^/?#]+(/[^?#]*)?$")
        @Size(min = 8, max = 512)
        String otlpEndpoint,
    @JsonPropertyDescription(
            "How many in a hundred of the traces that begin at a gateway are exported; those that a"
                + " client has sampled always are. Default: 10.")
        @Min(0)
        @Max(100)
        Integer samplePercent) {}
