package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.AvailabilityMode;
import dev.apim.api.v1alpha1.GatewayLocationSpec;
import dev.apim.api.v1alpha1.Hosting;
import java.time.Instant;
import java.util.Set;

/**
 * What is known of a location.
 *
 * @param name its name
 * @param created when it was applied
 * @param spec its spec
 * @param runningUnits units that exist; 0 for one that was never started, 1 for a self-hosted one
 *     that was accepted before
 * @param latchedZones values of the zone label that its units use or have used
 */
public record LocationFacts(
    String name,
    Instant created,
    GatewayLocationSpec spec,
    int runningUnits,
    Set<String> latchedZones) {

  /** Copies the set. */
  public LocationFacts {
    latchedZones = Set.copyOf(latchedZones);
  }

  /** Whether it has been accepted and started before, so that healing goes on whatever happens. */
  boolean established() {
    return runningUnits > 0;
  }

  /**
   * Whether the primary pushed it; nobody applied it here. What was pushed before this cluster was
   * promoted is its own since.
   *
   * @param own name of this cluster
   */
  boolean copyIn(String own) {
    return spec.origin() != null && !spec.origin().cluster().equals(own);
  }

  boolean managed() {
    return spec.hosting() == Hosting.Managed;
  }

  boolean choosesZones() {
    return spec.availability().mode() != AvailabilityMode.Automatic;
  }
}
