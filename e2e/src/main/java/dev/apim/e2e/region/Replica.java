package dev.apim.e2e.region;

/**
 * A managed gateway replica as its cluster shows it.
 *
 * @param unit value of the unit label
 * @param zone as users name it; empty while it has no node
 * @param ready whether Kubernetes would send it traffic
 * @param address its pod address; empty while it has none
 */
public record Replica(String name, String unit, String zone, boolean ready, String address) {}
