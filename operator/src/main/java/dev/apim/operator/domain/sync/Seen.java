package dev.apim.operator.domain.sync;

import java.util.Map;

/**
 * An object as it was last seen in a target.
 *
 * @param spec its spec
 * @param labels its labels
 * @param unitsOwned whether the units, on a location, are those of the last push: false once they
 *     were scaled there
 */
public record Seen<S>(S spec, Map<String, String> labels, boolean unitsOwned) {

  /** Copies the map. */
  public Seen {
    labels = Map.copyOf(labels);
  }
}
