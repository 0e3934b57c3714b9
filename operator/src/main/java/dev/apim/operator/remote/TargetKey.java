package dev.apim.operator.remote;

/**
 * What a target is: a cluster, by the UID of its namespace kube-system, and a namespace in it. Two
 * GatewayClusters that lead to the same are told so.
 */
record TargetKey(String identity, String namespace) {}
