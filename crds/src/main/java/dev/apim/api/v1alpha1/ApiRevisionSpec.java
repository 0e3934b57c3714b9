package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Which revision of an API an object is, among those of its path and version. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApiRevisionSpec(
    @JsonPropertyDescription(
            "A request asks for a revision by ;rev=number behind the path of the API.")
        @Required
        @Min(1)
        @Max(9999)
        Integer number,
    @JsonPropertyDescription(
            "Whether it also answers requests that ask for no revision. One revision does.")
        @Default("true")
        Boolean current) {

  /** Applies the default. */
  public ApiRevisionSpec {
    current = current == null || current;
  }
}
