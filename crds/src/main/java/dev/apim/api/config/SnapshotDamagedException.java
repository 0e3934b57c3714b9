package dev.apim.api.config;

/** A manifest or bucket is missing, or its content does not have the hash that names it. */
public final class SnapshotDamagedException extends RuntimeException {

  SnapshotDamagedException(String message) {
    super(message);
  }
}
