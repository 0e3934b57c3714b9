package dev.apim.e2e.tools;

/** Binaries are neither there nor can they be built; the message says what to install. */
public final class BinariesUnavailableException extends RuntimeException {
  BinariesUnavailableException(String message) {
    super(message);
  }
}
