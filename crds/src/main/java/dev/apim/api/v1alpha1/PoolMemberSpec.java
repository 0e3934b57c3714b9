package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A member of a pool. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PoolMemberSpec(
    @JsonPropertyDescription("Name of a Backend of type Url in the same namespace.")
        @Required
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("Its share of the requests among the members of its priority.")
        @Default("1")
        @Min(1)
        @Max(100)
        Integer weight,
    @JsonPropertyDescription(
            "Members of a higher number get requests only while none of a lower one can take any.")
        @Default("1")
        @Min(1)
        @Max(100)
        Integer priority) {

  /** Fills the defaults. */
  public PoolMemberSpec {
    weight = weight == null ? 1 : weight;
    priority = priority == null ? 1 : priority;
  }
}
