package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.ApiManagementInstanceSpec;

/**
 * What is known of an instance.
 *
 * @param name its name
 * @param spec its spec
 * @param latchedPrimary the primary in effect by its status; null before there was one
 */
public record InstanceFacts(String name, ApiManagementInstanceSpec spec, String latchedPrimary) {}
