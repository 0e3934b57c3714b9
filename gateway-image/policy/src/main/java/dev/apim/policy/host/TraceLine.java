package dev.apim.policy.host;

import java.util.Map;

/** What a trace policy says. */
public record TraceLine(
    String source, Severity severity, String message, Map<String, String> metadata) {

  /** How loud, quietest first. */
  public enum Severity {
    VERBOSE,
    INFORMATION,
    ERROR
  }
}
