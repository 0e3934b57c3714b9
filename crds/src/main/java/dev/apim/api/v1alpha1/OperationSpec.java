package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** An operation of an API. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OperationSpec(
    @JsonPropertyDescription("Name, by which policies refer to it; unique in the Api.")
        @Required
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")
        @Size(min = 1, max = 120)
        String name,
    @JsonPropertyDescription("What people call it.") @Size(max = 300) String displayName,
    @JsonPropertyDescription("HTTP method, for example GET.")
        @Required
        @Pattern("^[A-Z][A-Z-]*$")
        @Size(min = 1, max = 32)
        String method,
    @JsonPropertyDescription(
            "Path below that of the API: /orders/{id}, with a wildcard /files/* or /files/{*name}"
                + " at the end, and the query that the operation needs: ?state=open&top={top}.")
        @Required
        @Pattern("^/[^\\s#]*$")
        @Size(min = 1, max = 1000)
        String urlTemplate,
    @JsonPropertyDescription(
            "What it answers, by status and content type: the bodies of the policy mock-response.")
        @Size(max = 50)
        List<OperationResponseSpec> responses) {

  /** Copies the list. */
  public OperationSpec {
    responses = responses == null ? List.of() : List.copyOf(responses);
  }

  /** One of which nothing is said that it answers. */
  public OperationSpec(String name, String displayName, String method, String urlTemplate) {
    this(name, displayName, method, urlTemplate, List.of());
  }
}
