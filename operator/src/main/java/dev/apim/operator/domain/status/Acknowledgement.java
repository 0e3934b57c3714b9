package dev.apim.operator.domain.status;

import java.time.Instant;

/**
 * What a replica says that it serves.
 *
 * @param replica its name
 * @param revision hash of the revision; null while it has none
 * @param errors why it refuses a newer one; null where it does not
 * @param activatedAt when it activated the revision; null where it does not say
 * @param loadPercent how busy requests keep it; null where it does not say
 * @param expires until when its word counts
 */
public record Acknowledgement(
    String replica,
    String revision,
    String errors,
    Instant activatedAt,
    Integer loadPercent,
    Instant expires) {}
