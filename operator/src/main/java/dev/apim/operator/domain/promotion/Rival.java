package dev.apim.operator.domain.promotion;

import dev.apim.api.v1alpha1.Fence;

/**
 * A pointer of the same history that another cluster holds.
 *
 * @param cluster name of the cluster in which it was seen
 * @param fence its numbers
 */
public record Rival(String cluster, Fence fence) {}
