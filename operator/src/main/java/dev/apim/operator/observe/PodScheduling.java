package dev.apim.operator.observe;

import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the scheduler says of pods for which it has no node. */
final class PodScheduling {

  private PodScheduling() {}

  /** Since when the longest waiting pod of each unit has waited, by name of the unit. */
  static Map<String, Instant> waitingSince(Collection<Pod> pods) {
    Map<String, Instant> since = new HashMap<>();
    for (Pod pod : pods) {
      String unit = pod.getMetadata().getLabels().get(Labels.UNIT);
      if (unit != null && pod.getMetadata().getDeletionTimestamp() == null) {
        refusedSince(pod)
            .ifPresent(time -> since.merge(unit, time, (a, b) -> a.isBefore(b) ? a : b));
      }
    }
    return since;
  }

  /** Since when the scheduler has found no node for a pod. */
  static Optional<Instant> refusedSince(Pod pod) {
    return refusal(pod).flatMap(PodScheduling::time);
  }

  /** The condition by which the scheduler says that no node fits. */
  static Optional<PodCondition> refusal(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(condition -> condition.getType().equals("PodScheduled"))
        .filter(condition -> condition.getStatus().equals("False"))
        .findFirst();
  }

  private static Optional<Instant> time(PodCondition condition) {
    try {
      return Optional.ofNullable(condition.getLastTransitionTime()).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
