package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** HTTP status codes from one to another. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(value = "self.min <= self.max", message = "min must not be above max")
public record StatusCodeRange(
    @JsonPropertyDescription("The lowest.") @Required @Min(200) @Max(599) Integer min,
    @JsonPropertyDescription("The highest.") @Required @Min(200) @Max(599) Integer max) {

  /** Whether a status is one of them. */
  public boolean contains(int status) {
    return status >= min && status <= max;
  }
}
