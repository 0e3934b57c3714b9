package dev.apim.operator.observe;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deployments as units. */
public final class UnitObserver {

  private static final String COMPLETE = "NewReplicaSetAvailable";

  private UnitObserver() {}

  /**
   * The units among Deployments, without those that are being deleted.
   *
   * @param pods the pods of the location, of which some may wait for a node
   */
  public static List<ObservedUnit> units(Collection<Deployment> deployments, Collection<Pod> pods) {
    Map<String, Instant> waiting = PodScheduling.waitingSince(pods);
    return existing(deployments)
        .map(deployment -> unit(deployment, waiting.get(name(deployment))))
        .toList();
  }

  /** The Deployments of units, by name of the unit. */
  public static Map<String, Deployment> byUnit(Collection<Deployment> deployments) {
    return existing(deployments)
        .collect(Collectors.toMap(UnitObserver::name, Function.identity(), (a, b) -> a));
  }

  /** The template that a unit was given last, as far as that is known. */
  public static Optional<PodTemplateSpec> template(Deployment deployment) {
    return AppliedTemplate.of(deployment);
  }

  private static Stream<Deployment> existing(Collection<Deployment> deployments) {
    return deployments.stream()
        .filter(deployment -> deployment.getMetadata().getDeletionTimestamp() == null)
        .filter(deployment -> deployment.getMetadata().getLabels().containsKey(Labels.UNIT));
  }

  private static String name(Deployment deployment) {
    return deployment.getMetadata().getLabels().get(Labels.UNIT);
  }

  /** Replicas of a unit that are ready. */
  static int ready(Deployment deployment) {
    return orZero(status(deployment).getReadyReplicas());
  }

  private static DeploymentStatus status(Deployment deployment) {
    return Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
  }

  private static ObservedUnit unit(Deployment deployment, Instant noRoomSince) {
    return new ObservedUnit(
        planned(deployment),
        deployment.getMetadata().getAnnotations().get(Labels.TEMPLATE_HASH),
        orZero(deployment.getSpec().getReplicas()),
        ready(deployment),
        rolling(deployment),
        noRoomSince,
        withoutSurge(deployment));
  }

  private static PlannedUnit planned(Deployment deployment) {
    String name = name(deployment);
    PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    Optional<String> zoneLabel = zoneLabel(pod);
    if (zoneLabel.isPresent()) {
      String zone = deployment.getMetadata().getLabels().getOrDefault(Labels.ZONE, zoneLabel.get());
      return new PlannedUnit(name, zone, zoneLabel.get(), false);
    }
    boolean minimumOfZones =
        pod.getTopologySpreadConstraints().stream()
            .anyMatch(
                constraint ->
                    constraint.getTopologyKey().equals(Labels.NODE_ZONE)
                        && constraint.getMinDomains() != null);
    return new PlannedUnit(name, null, null, minimumOfZones);
  }

  private static Optional<String> zoneLabel(PodSpec pod) {
    return Optional.ofNullable(pod.getAffinity())
        .map(Affinity::getNodeAffinity)
        .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
        .map(NodeSelector::getNodeSelectorTerms)
        .stream()
        .flatMap(Collection::stream)
        .flatMap(term -> term.getMatchExpressions().stream())
        .filter(requirement -> requirement.getKey().equals(Labels.NODE_ZONE))
        .map(NodeSelectorRequirement::getValues)
        .filter(Objects::nonNull)
        .flatMap(Collection::stream)
        .findFirst();
  }

  /** Whether replicas of a unit are still being replaced. */
  static boolean rolling(Deployment deployment) {
    DeploymentStatus status = status(deployment);
    Long seen = status.getObservedGeneration();
    if (seen == null || seen < deployment.getMetadata().getGeneration()) {
      return true;
    }
    return status.getConditions().stream()
        .noneMatch(
            condition ->
                condition.getType().equals("Progressing")
                    && COMPLETE.equals(condition.getReason()));
  }

  private static boolean withoutSurge(Deployment deployment) {
    return Optional.ofNullable(deployment.getSpec().getStrategy())
        .map(DeploymentStrategy::getRollingUpdate)
        .map(RollingUpdateDeployment::getMaxUnavailable)
        .filter(unavailable -> !new IntOrString(0).equals(unavailable))
        .isPresent();
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
