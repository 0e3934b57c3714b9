package dev.apim.policy.host;

/**
 * Why something failed, as {@code context.LastError} shows it.
 *
 * @param reason one word, such as {@code Timeout}
 * @param status status code for the client unless the on-error section says otherwise
 */
public record Failure(String reason, String message, int status) {}
