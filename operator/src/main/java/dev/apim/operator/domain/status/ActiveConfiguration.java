package dev.apim.operator.domain.status;

import java.time.Instant;

/**
 * What the pointer of this cluster says.
 *
 * @param revision hash of the active snapshot
 * @param epoch epoch of the holder
 * @param sequence its number
 * @param publishedAt when the primary published it
 */
public record ActiveConfiguration(
    String revision, long epoch, long sequence, Instant publishedAt) {}
