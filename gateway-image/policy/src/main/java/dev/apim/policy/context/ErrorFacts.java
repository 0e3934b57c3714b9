package dev.apim.policy.context;

/** A failure as {@code context.LastError} shows it. */
public record ErrorFacts(
    String source,
    String reason,
    String message,
    String scope,
    String section,
    String path,
    String policyId) {}
