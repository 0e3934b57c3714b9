package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What an operation answers with one status, in one content type. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OperationResponseSpec(
    @JsonPropertyDescription("HTTP status, for example 200.") @Required @Min(200) @Max(599)
        Integer statusCode,
    @JsonPropertyDescription("Content type of the examples, for example application/json.")
        @Required
        @Size(min = 1, max = 200)
        String contentType,
    @JsonPropertyDescription(
            "Bodies that mock-response answers with, the first where it names none.")
        @Size(max = 20)
        List<@Size(max = 16384) String> examples) {

  /** Copies the list. */
  public OperationResponseSpec {
    examples = examples == null ? List.of() : List.copyOf(examples);
  }
}
