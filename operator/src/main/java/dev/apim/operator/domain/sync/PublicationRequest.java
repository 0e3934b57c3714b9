package dev.apim.operator.domain.sync;

import dev.apim.api.config.Snapshot;
import dev.apim.api.v1alpha1.Fence;
import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.Handover;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known when a compiled snapshot might be published.
 *
 * @param instance name of the instance
 * @param lineage identity of the history, used where there is none yet
 * @param identity identity of this cluster
 * @param active the pointer as it is, read live
 * @param seenInTargets the highest fence that other clusters hold of this lineage, for the case
 *     that the pointer here was lost
 * @param snapshot what is to be active
 * @param changes what it changes, in a line
 * @param epoch the epoch that this cluster begins, where it takes over from another holder or
 *     raises its own
 * @param handover the token of the last revision, where another cluster publishes from then on
 * @param now the time of the publication
 */
public record PublicationRequest(
    String instance,
    String lineage,
    String identity,
    Optional<GatewayConfigurationSpec> active,
    Optional<Fence> seenInTargets,
    Snapshot snapshot,
    String changes,
    Optional<Long> epoch,
    Optional<Handover> handover,
    Instant now) {

  /** One by the holder that goes on. */
  public PublicationRequest(
      String instance,
      String lineage,
      String identity,
      Optional<GatewayConfigurationSpec> active,
      Optional<Fence> seenInTargets,
      Snapshot snapshot,
      String changes,
      Instant now) {
    this(
        instance,
        lineage,
        identity,
        active,
        seenInTargets,
        snapshot,
        changes,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  boolean isUsual() {
    return epoch.isEmpty() && handover.isEmpty();
  }
}
