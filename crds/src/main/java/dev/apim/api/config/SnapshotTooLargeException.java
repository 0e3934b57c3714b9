package dev.apim.api.config;

import java.util.List;

/**
 * A part of the configuration exceeds the size that a bucket may have; the message names it, its
 * size and the limit.
 */
public final class SnapshotTooLargeException extends RuntimeException {

  private final transient List<ConfigurationEntry> entries;

  SnapshotTooLargeException(String what, int bytes, List<ConfigurationEntry> entries) {
    super(
        what
            + " are "
            + bytes
            + " bytes, and at most "
            + Snapshot.BUCKET_LIMIT_BYTES
            + " fit into a bucket");
    this.entries = List.copyOf(entries);
  }

  /** What would have to be in one bucket. */
  public List<ConfigurationEntry> entries() {
    return entries;
  }
}
