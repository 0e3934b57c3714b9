package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** When a replica refuses requests instead of becoming slow (B119). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadSheddingSpec(
    @JsonPropertyDescription(
            "From which percentage of queue or heap on requests are refused; 0 never refuses."
                + " Default: 100.")
        @Min(0)
        @Max(100)
        Integer percent,
    @JsonPropertyDescription("How many milliseconds an event loop is late at 100 %. Default: 500.")
        @Min(10)
        @Max(60000)
        Integer queueMillis,
    @JsonPropertyDescription(
            "How many requests a replica may be answering at a time. Default: 10000.")
        @Min(1)
        @Max(1000000)
        Integer maxRequests) {}
