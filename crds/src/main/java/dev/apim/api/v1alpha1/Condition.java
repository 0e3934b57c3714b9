package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * One condition of an object's status, in the form that all of Kubernetes uses. Types and reasons
 * come from {@link ConditionType} and {@link Reason}, the one catalogue.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
    @JsonPropertyDescription("Type of the condition, e.g. Accepted or Ready.") @Required
        String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required String status,
    @JsonPropertyDescription("One word that says why, from the documented catalogue.")
        String reason,
    @JsonPropertyDescription("A sentence that says what is the case and what to do.")
        String message,
    @JsonPropertyDescription("When the status last changed.") String lastTransitionTime,
    @JsonPropertyDescription("The generation of the object that this was said of.")
        Long observedGeneration) {

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";
}
