package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.LocationRole;

/**
 * What becomes of a location.
 *
 * @param name its name
 * @param verdict whether it is acted upon
 * @param role Primary or Secondary; null while the instance has no primary
 * @param cluster name of the cluster that runs it
 * @param runsHere whether that is the operator's own
 * @param copy whether the primary pushed it
 * @param removed whether the primary asks to delete it (a tombstone)
 * @param regionName the region in its DNS form
 * @param hostname the regional host name; null where the instance has no domain
 * @param spreadsOverZones whether units without chosen zones spread over the cluster's zones (B37)
 */
public record LocationPlan(
    String name,
    Verdict verdict,
    LocationRole role,
    String cluster,
    boolean runsHere,
    boolean copy,
    boolean removed,
    String regionName,
    String hostname,
    boolean spreadsOverZones) {}
