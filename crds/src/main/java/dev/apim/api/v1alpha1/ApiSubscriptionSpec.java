package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** How an API asks for subscription keys. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ApiSubscriptionSpec(
    @JsonPropertyDescription("Whether a request needs a key.") @Default("true") Boolean required,
    @JsonPropertyDescription("Name of the header that holds the key.")
        @Default(HEADER)
        @Pattern("^[A-Za-z0-9!#$&'*+.^_|~-]+$")
        @Size(min = 1, max = 100)
        String header,
    @JsonPropertyDescription("Name of the query parameter that holds the key.")
        @Default(QUERY)
        @Pattern("^[A-Za-z0-9._~-]+$")
        @Size(min = 1, max = 100)
        String query) {

  static final String HEADER = "Ocp-Apim-Subscription-Key";
  static final String QUERY = "subscription-key";

  /** Applies the defaults. */
  public ApiSubscriptionSpec {
    required = required == null || required;
    header = header == null ? HEADER : header;
    query = query == null ? QUERY : query;
  }
}
