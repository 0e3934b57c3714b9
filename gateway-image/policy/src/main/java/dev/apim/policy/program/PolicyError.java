package dev.apim.policy.program;

/**
 * Why a program left its section, as {@code context.LastError} shows it.
 *
 * @param status code for the client unless the on-error section says otherwise
 */
public record PolicyError(
    String source, String reason, String message, String section, String path, int status) {}
