package dev.apim.policy.host;

import java.util.Map;

/** A value that emit-metric reports. */
public record Metric(String namespace, String name, double value, Map<String, String> dimensions) {}
