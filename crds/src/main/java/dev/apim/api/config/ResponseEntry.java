package dev.apim.api.config;

import java.util.List;

/**
 * What an operation answers, as compiled.
 *
 * @param status HTTP status
 * @param contentType of the examples
 * @param examples bodies, the usual one first
 */
public record ResponseEntry(int status, String contentType, List<String> examples) {

  /** Replaces what JSON leaves out. */
  public ResponseEntry {
    examples = examples == null ? List.of() : List.copyOf(examples);
  }
}
