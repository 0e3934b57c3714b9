package dev.apim.operator.domain.status;

/**
 * A gateway pod.
 *
 * @param name its name, which is also its replica name
 * @param unit name of its unit
 * @param zoneLabel value of the zone label of its node; null while it has none
 * @param ready whether it takes requests
 * @param blockedBy why it is not ready, in the words of the scheduler or the kubelet; null where it
 *     is
 */
public record PodFacts(
    String name, String unit, String zoneLabel, boolean ready, String blockedBy) {

  /** A pod of which nobody says why it is not ready. */
  public PodFacts(String name, String unit, String zoneLabel, boolean ready) {
    this(name, unit, zoneLabel, ready, null);
  }
}
