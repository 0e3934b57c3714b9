package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Asks for new keys: a number that is raised has its key made anew, once. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyRotationSpec(
    @JsonPropertyDescription("Raise it to have a new primary key made.")
        @Default("0")
        @Min(0)
        @Max(1000000)
        Integer primary,
    @JsonPropertyDescription("Raise it to have a new secondary key made.")
        @Default("0")
        @Min(0)
        @Max(1000000)
        Integer secondary) {

  /** Applies the defaults. */
  public KeyRotationSpec {
    primary = primary == null ? 0 : primary;
    secondary = secondary == null ? 0 : secondary;
  }
}
