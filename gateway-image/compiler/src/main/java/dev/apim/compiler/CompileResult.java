package dev.apim.compiler;

import dev.apim.api.config.ConfigurationDocument;
import dev.apim.api.config.Snapshot;
import java.util.Collections;
import java.util.Map;

/**
 * What a compile gives.
 *
 * @param snapshot the whole configuration, split; its hash is the revision
 * @param document the same before it was split
 * @param verdicts one for each object that was given
 */
public record CompileResult(
    Snapshot snapshot, ConfigurationDocument document, Map<ObjectKey, Verdict> verdicts) {

  /** Keeps the map from changes. */
  public CompileResult {
    verdicts = Collections.unmodifiableMap(verdicts);
  }
}
