package dev.apim.operator.domain.topology;

import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.GatewayLocationStatus;
import dev.apim.operator.domain.topology.MovePlan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Lets a location go from one cluster to another (B68): the new one is made first, clients are
 * given time to find it, then the former one drains. At every moment one of the two is ready.
 */
public final class MovePlanner {

  /** For how long the former cluster serves on: as long as an answer of DNS is kept. */
  public static final Duration DRAIN = Duration.ofSeconds(30);

  /** For how long it does where it cannot see the new one: the location was applied in both. */
  public static final Duration OUT_OF_SIGHT = Duration.ofMinutes(10);

  private MovePlanner() {}

  /** Plans the next step in a cluster that is no longer to run the location. */
  public static MovePlan plan(MoveFacts facts, Instant now) {
    if (!facts.present()) {
      return new MovePlan(Step.NONE, Optional.empty());
    }
    Optional<Instant> end = facts.mayGo() ? end(facts, now) : Optional.empty();
    return end.filter(instant -> !instant.isAfter(now)).isPresent()
        ? new MovePlan(Step.REMOVE, Optional.empty())
        : new MovePlan(Step.SERVE, end);
  }

  private static Optional<Instant> end(MoveFacts facts, Instant now) {
    return switch (facts.evidence()) {
      case SEEN -> facts.readySince().map(since -> since.plus(DRAIN));
      case TOLD -> Optional.of(now);
      case UNSEEN -> Optional.of(facts.since().orElse(now).plus(OUT_OF_SIGHT));
      case EDITED, LEADING -> Optional.empty();
    };
  }

  /**
   * Since when a location is ready in a cluster.
   *
   * @param status what is known of it; null where nothing is
   * @param generation the generation that it must be ready with
   * @return empty while it is not
   */
  public static Optional<Instant> readySince(
      GatewayLocationStatus status, String cluster, Long generation) {
    return Optional.ofNullable(status)
        .filter(known -> cluster.equals(known.cluster()))
        .filter(known -> known.observedGeneration() != null)
        .filter(known -> known.observedGeneration().equals(generation))
        .stream()
        .flatMap(known -> known.conditions().stream())
        .filter(condition -> condition.type().equals(ConditionType.Ready.name()))
        .filter(condition -> condition.status().equals(Condition.TRUE))
        .map(condition -> Instant.parse(condition.lastTransitionTime()))
        .findFirst();
  }

  /** For people: how far a move has come. */
  public static String message(Collection<String> from, String to, String readyThere) {
    return "moves to cluster "
        + to
        + (readyThere == null ? "" : ", where " + readyThere + " replicas are ready")
        + "; "
        + String.join(", ", from)
        + " serves until "
        + DRAIN.toSeconds()
        + " s after all are";
  }

  /** For people, in a cluster that is not the primary: why its gateways are here still. */
  public static String message(MoveFacts facts, String name, String to) {
    if (!facts.asked()) {
      return "this cluster goes by another name than " + to + "; it serves on as before";
    }
    if (!facts.accepted()) {
      return "spec.cluster names " + to + ", which is not accepted; this cluster serves on";
    }
    return switch (facts.evidence()) {
      case SEEN, TOLD -> "cluster " + to + " is ready; the gateways here drain and go";
      case EDITED ->
          "spec.cluster: "
              + to
              + " was written to the copy here, and not by the primary; this cluster serves on:"
              + " undo the change here, and edit the location where the primary is";
      case UNSEEN ->
          "moves to cluster "
              + to
              + ", which cannot be seen from here; this cluster serves for "
              + OUT_OF_SIGHT.toMinutes()
              + " minutes after it has noticed";
      case LEADING ->
          name
              + " is the primary location, so this cluster serves on, and nothing is published"
              + " from it: set spec.cluster back, make another location the primary, and then move"
              + " this one to "
              + to;
    };
  }
}
