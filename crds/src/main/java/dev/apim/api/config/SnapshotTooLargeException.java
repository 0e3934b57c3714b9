package dev.apim.api.config;

/**
 * A part of the configuration exceeds the size that a bucket may have; the message names it and the
 * limit.
 */
public final class SnapshotTooLargeException extends RuntimeException {

  SnapshotTooLargeException(String message) {
    super(message);
  }
}
