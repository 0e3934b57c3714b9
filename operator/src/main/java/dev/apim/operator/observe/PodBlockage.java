package dev.apim.operator.observe;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Objects;
import java.util.Optional;

/** Why a pod is not ready, in the words of the scheduler or of the kubelet. */
final class PodBlockage {

  private PodBlockage() {}

  static Optional<String> of(Pod pod) {
    if (ZoneObserver.isReady(pod)) {
      return Optional.empty();
    }
    return PodScheduling.refusal(pod)
        .map(PodCondition::getMessage)
        .or(() -> waiting(pod))
        .or(() -> Optional.of(pod.getSpec().getNodeName() == null ? "not placed" : "not ready"));
  }

  private static Optional<String> waiting(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).stream()
        .flatMap(status -> status.getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .map(state -> state.getWaiting())
        .filter(Objects::nonNull)
        .map(PodBlockage::words)
        .findFirst();
  }

  private static String words(ContainerStateWaiting waiting) {
    return waiting.getMessage() == null
        ? waiting.getReason()
        : waiting.getReason() + ": " + waiting.getMessage();
  }
}
