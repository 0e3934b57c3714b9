package dev.apim.operator.domain.unit;

import dev.apim.api.config.CanonicalJson;

/** Names of units. They fit into a label and never change, so that neither do the units. */
final class UnitNames {

  private static final int MOST_CHARACTERS = 63;
  private static final int KEPT_CHARACTERS = 48;
  private static final String UNPINNED = "auto";

  private UnitNames() {}

  static String unpinned(int number) {
    return UNPINNED + "-" + number;
  }

  /** A zone may be called auto, too; its units are told apart from the unpinned ones. */
  static String pinned(String zone, int number) {
    String name = zone + "-" + number;
    if (name.length() <= MOST_CHARACTERS && !zone.equals(UNPINNED)) {
      return name;
    }
    String hash = CanonicalJson.sha256(zone).substring(0, 8);
    String kept = zone.substring(0, Math.min(KEPT_CHARACTERS, zone.length()));
    return kept + "-" + hash + "-" + number;
  }
}
