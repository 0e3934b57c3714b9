package dev.apim.gateway.settings;

/** A setting that is missing or cannot be used; the message names it and what would be right. */
public final class SettingsException extends RuntimeException {

  /** Takes the message for the operator of the gateway. */
  public SettingsException(String message) {
    super(message);
  }
}
