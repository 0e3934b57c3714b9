package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How fast a location is changed, and when a change counts as stuck (B41, B42). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UpdateSpec(
    @JsonPropertyDescription(
            "Units that are replaced at the same time, within one zone. Units that are only added or"
                + " removed are written in one step.")
        @Default("1")
        @Min(1)
        @Max(31)
        Integer maxUnitsAtOnce,
    @JsonPropertyDescription(
            "Seconds without progress after which a change counts as stalled; and seconds that a new"
                + " replica waits for room before its unit is replaced with one replica fewer.")
        @Default("600")
        @Min(5)
        @Max(86400)
        Integer progressDeadlineSeconds) {

  /** What holds where nothing is said. */
  public static final UpdateSpec DEFAULT = new UpdateSpec(null, null);

  /** Fills the defaults. */
  public UpdateSpec {
    maxUnitsAtOnce = maxUnitsAtOnce == null ? 1 : maxUnitsAtOnce;
    progressDeadlineSeconds = progressDeadlineSeconds == null ? 600 : progressDeadlineSeconds;
  }
}
