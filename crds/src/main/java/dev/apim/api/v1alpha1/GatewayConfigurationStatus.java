package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What the operator of this cluster says of the pointer. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewayConfigurationStatus(
    @JsonPropertyDescription("The generation that this status is about.") Long observedGeneration,
    @JsonPropertyDescription("Conditions; the catalogue is in docs/conditions.md.")
        List<Condition> conditions) {

  /** Copies the list. */
  public GatewayConfigurationStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
