package dev.apim.operator.domain.promotion;

import java.util.Optional;

/**
 * Another cluster, in which the primary location that is asked for runs.
 *
 * @param location name of that location
 * @param cluster name of its cluster
 * @param identity identity of that cluster; empty before it has answered
 * @param lacking what it lacks to be the primary, as far as is known; empty where nothing
 */
public record Successor(
    String location, String cluster, Optional<String> identity, Optional<String> lacking) {}
