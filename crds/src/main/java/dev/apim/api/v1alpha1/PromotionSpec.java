package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** A person's decision that this cluster publishes from now on, whatever the last primary does. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromotionSpec(
    @JsonPropertyDescription(
            "The epoch in effect plus one, so that a decision counts once; the condition"
                + " PromotionReady names it.")
        @Required
        @Min(2)
        Long epoch,
    @JsonPropertyDescription(
            "Whether what the last primary published and did not push may be lost; must be true.")
        Boolean acceptLoss) {

  /** Fills the default. */
  public PromotionSpec {
    acceptLoss = acceptLoss != null && acceptLoss;
  }
}
