package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Marks an object as a copy that the primary pushed, with the numbers of the push. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Origin(
    @JsonPropertyDescription("Lineage of the instance's configuration.")
        @Required
        @Size(min = 1, max = 64)
        String lineage,
    @JsonPropertyDescription("Epoch of the holder that pushed.") @Required @Min(1) Long epoch,
    @JsonPropertyDescription("Identity of the cluster that pushed.")
        @Required
        @Size(min = 1, max = 64)
        String holder,
    @JsonPropertyDescription("Sequence of the configuration at the time of the push.")
        @Required
        @Min(0)
        Long sequence,
    @JsonPropertyDescription("Name of the GatewayCluster that pushed.")
        @Required
        @Size(min = 1, max = 253)
        String cluster,
    @JsonPropertyDescription(
            "Removed: the operator of this cluster deletes the object (a tombstone).")
        @Default("Active")
        OriginState state,
    @JsonPropertyDescription(
            "Of a location: the units in the primary; the location's own may have been scaled here.")
        Integer units) {

  /** Fills the default. */
  public Origin {
    state = state == null ? OriginState.Active : state;
  }
}
