package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** A small snapshot inside the pointer, so that a change reaches a gateway in one read. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InlineSnapshot(
    @JsonPropertyDescription("The manifest as canonical JSON.") @Required @Size(max = 65536)
        String manifest,
    @JsonPropertyDescription("The buckets as canonical JSON, by hash.") @Required @Size(max = 64)
        Map<String, @Size(max = 65536) String> buckets) {

  /** Copies the map. */
  public InlineSnapshot {
    buckets = buckets == null ? Map.of() : Map.copyOf(buckets);
  }
}
