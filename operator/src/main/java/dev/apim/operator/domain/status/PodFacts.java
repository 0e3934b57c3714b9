package dev.apim.operator.domain.status;

/**
 * A gateway pod.
 *
 * @param name its name, which is also its replica name
 * @param unit name of its unit
 * @param zoneLabel value of the zone label of its node; null while it has none
 * @param ready whether it takes requests
 */
public record PodFacts(String name, String unit, String zoneLabel, boolean ready) {}
