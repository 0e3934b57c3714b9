package dev.apim.operator.domain.sync;

import dev.apim.api.v1alpha1.GatewayConfigurationSpec;
import dev.apim.api.v1alpha1.HistoryEntry;
import java.util.List;
import java.util.stream.Collectors;

/** Which revision of the history a pin means. A rollback is one write of its hash. */
public final class PinRule {

  private static final int SHORT_HASH = 12;

  private PinRule() {}

  /** What a pin means. */
  public sealed interface Choice {

    /** Exactly one revision. */
    record Found(HistoryEntry entry) implements Choice {}

    /**
     * None, or several.
     *
     * @param message field, value and the valid ones
     */
    record NotFound(String message) implements Choice {}
  }

  /**
   * The choice.
   *
   * @param pin a hash or the beginning of one
   */
  public static Choice choose(String pin, GatewayConfigurationSpec pointer) {
    List<HistoryEntry> matching =
        pointer.history().stream().filter(entry -> entry.hash().startsWith(pin)).toList();
    long hashes = matching.stream().map(HistoryEntry::hash).distinct().count();
    if (hashes == 1) {
      return new Choice.Found(matching.get(0));
    }
    String valid =
        pointer.history().stream()
            .map(entry -> entry.hash().substring(0, SHORT_HASH) + " (" + entry.sequence() + ")")
            .distinct()
            .collect(Collectors.joining(", "));
    return new Choice.NotFound(
        "spec.configuration.pin: "
            + pin
            + (hashes == 0 ? " is no revision of the history" : " means several revisions")
            + "; there are "
            + valid
            + ". The active revision stays, and nothing is published until the pin is right or"
            + " removed");
  }
}
