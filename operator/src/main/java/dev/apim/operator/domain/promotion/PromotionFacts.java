package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.PromotionSpec;
import java.util.Optional;

/**
 * What is known when it is decided who publishes an instance.
 *
 * @param identity identity of this cluster
 * @param primaryHere whether the primary location that the spec asks for runs here
 * @param pushed whether another cluster pushed the instance here; false where a user applied it
 * @param pointer the pointer here, read live
 * @param asked the forced promotion that the spec asks for
 * @param successor where the primary that is asked for runs, if that is another cluster
 * @param rival the pointer of this history with the highest epoch that other holders have elsewhere
 */
public record PromotionFacts(
    String identity,
    boolean primaryHere,
    boolean pushed,
    Optional<GatewayConfigurationSpec> pointer,
    Optional<PromotionSpec> asked,
    Optional<Successor> successor,
    Optional<Rival> rival) {

  boolean holds() {
    return pointer.map(there -> there.fence().holder().equals(identity)).orElse(false);
  }

  long epoch() {
    return pointer.map(there -> there.fence().epoch()).orElse(0L);
  }

  /** The epoch of the next forced promotion: above all that were ever given. */
  public long nextEpoch() {
    long given =
        pointer
            .map(GatewayConfigurationSpec::handover)
            .map(handover -> handover.epoch())
            .orElse(0L);
    long elsewhere = rival.map(other -> other.fence().epoch()).orElse(0L);
    return Math.max(Math.max(epoch(), given), elsewhere) + 1;
  }
}
