package dev.apim.operator.domain.status;

import java.time.Instant;

/**
 * A gateway pod.
 *
 * @param name its name, which is also its replica name
 * @param unit name of its unit
 * @param zoneLabel value of the zone label of its node; null while it has none
 * @param ready whether it takes requests
 * @param blockedBy why it is not ready, in the words of the scheduler or the kubelet; null where it
 *     is
 * @param refusedSince since when the scheduler has found no node for it; null where it has not said
 *     so
 */
public record PodFacts(
    String name,
    String unit,
    String zoneLabel,
    boolean ready,
    String blockedBy,
    Instant refusedSince) {

  /** A pod of which nobody says why it is not ready. */
  public PodFacts(String name, String unit, String zoneLabel, boolean ready) {
    this(name, unit, zoneLabel, ready, null, null);
  }
}
