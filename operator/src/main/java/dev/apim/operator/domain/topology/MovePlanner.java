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
    if (!facts.asked()) {
      return new MovePlan(Step.SERVE, Optional.empty());
    }
    if (facts.copy()) {
      return new MovePlan(Step.REMOVE, Optional.empty());
    }
    Optional<Instant> end =
        facts.holder()
            ? facts.readySince().map(since -> since.plus(DRAIN))
            : Optional.of(facts.since().orElse(now).plus(OUT_OF_SIGHT));
    return end.filter(instant -> !instant.isAfter(now)).isPresent()
        ? new MovePlan(Step.REMOVE, Optional.empty())
        : new MovePlan(Step.SERVE, end);
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
}
