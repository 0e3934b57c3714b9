package dev.apim.policy.state;

import java.time.Duration;

/**
 * A counter after a call.
 *
 * @param admitted whether the limit let it in; a refused call is not counted
 * @param remaining what may still come in this period, never negative
 * @param retryAfter until a call may be let in again; zero where one may now
 */
public record Count(boolean admitted, long remaining, Duration retryAfter) {}
