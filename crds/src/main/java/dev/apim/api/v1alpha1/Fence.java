package dev.apim.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Orders the configuration of an instance and tells who may write it (B82). The API server of every
 * target refuses a lower (epoch, sequence), another holder at the same epoch, and the removal of
 * the fence.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Fence(
    @JsonPropertyDescription(
            "Identity of the history; made once, when an instance is first published.")
        @Required
        @Size(min = 1, max = 64)
        String lineage,
    @JsonPropertyDescription("Raised by each promotion of another primary.") @Required @Min(1)
        Long epoch,
    @JsonPropertyDescription(
            "Identity of the cluster that publishes: the UID of its namespace kube-system.")
        @Required
        @Size(min = 1, max = 64)
        String holder,
    @JsonPropertyDescription("Raised by one with every revision.") @Required @Min(0)
        Long sequence) {

  static final String NOT_OLDER =
      "self.fence.epoch > oldSelf.fence.epoch || (self.fence.epoch == oldSelf.fence.epoch"
          + " && self.fence.sequence >= oldSelf.fence.sequence)";
  static final String NOT_OLDER_MESSAGE =
      "fence: the (epoch, sequence) written is lower than the one here; a newer configuration is never overwritten";
  static final String SAME_HOLDER =
      "self.fence.epoch > oldSelf.fence.epoch || (self.fence.holder == oldSelf.fence.holder"
          + " && self.fence.lineage == oldSelf.fence.lineage)";
  static final String SAME_HOLDER_MESSAGE =
      "fence: another holder or lineage publishes at this epoch; raise the epoch to take over";

  static final String ORIGIN_STAYS = "!has(oldSelf.origin) || has(self.origin)";
  static final String ORIGIN_STAYS_MESSAGE =
      "origin: must not be removed from a copy; delete the object in the primary cluster instead";
  static final String ORIGIN_IS_NOT_ADDED = "has(oldSelf.origin) || !has(self.origin)";
  static final String ORIGIN_IS_NOT_ADDED_MESSAGE =
      "origin: must not be added to an object that a user has applied";
  static final String ORIGIN_NOT_OLDER =
      "!has(oldSelf.origin) || !has(self.origin) || self.origin.epoch > oldSelf.origin.epoch"
          + " || (self.origin.epoch == oldSelf.origin.epoch && self.origin.holder == oldSelf.origin.holder"
          + " && self.origin.lineage == oldSelf.origin.lineage && self.origin.sequence >= oldSelf.origin.sequence)";
  static final String ORIGIN_NOT_OLDER_MESSAGE =
      "origin: a lower (epoch, sequence) or another holder at this epoch never overwrites a copy";
}
