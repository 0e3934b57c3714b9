package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;

/** How the configuration of an instance is published. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConfigurationPolicySpec(
    @JsonPropertyDescription(
            "Immediate: a revision goes to all clusters at once. Waves: to one cluster after the"
                + " other, the primary's first, and it stops where a gateway refuses it or crashes.")
        @Default("Immediate")
        ConfigurationRollout rollout,
    @JsonPropertyDescription(
            "Hash of a revision in the history, or its first twelve digits or more: it is made"
                + " active and stays so until this is removed. Edits are judged, not published.")
        @Pattern("^[0-9a-f]{12,64}$")
        String pin,
    @JsonPropertyDescription(
            "Hash of the revision that may remove an unusual number of objects; the condition"
                + " ConfigurationInSync with reason DeletionsHeld names it.")
        @Pattern("^[0-9a-f]{64}$")
        String allowDeletions) {

  /** What holds where the spec says nothing. */
  public static final ConfigurationPolicySpec DEFAULT =
      new ConfigurationPolicySpec(null, null, null);

  /** Fills the default. */
  public ConfigurationPolicySpec {
    rollout = rollout == null ? ConfigurationRollout.Immediate : rollout;
  }
}
