package dev.apim.operator.observe;

import dev.apim.operator.domain.unit.ObservedUnit;
import dev.apim.operator.domain.unit.PlannedUnit;
import dev.apim.operator.manifest.Labels;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Deployments as units. */
public final class UnitObserver {

  private static final String COMPLETE = "NewReplicaSetAvailable";

  private UnitObserver() {}

  /** The units among Deployments, without those that are being deleted. */
  public static List<ObservedUnit> units(Collection<Deployment> deployments) {
    return deployments.stream()
        .filter(deployment -> deployment.getMetadata().getDeletionTimestamp() == null)
        .filter(deployment -> deployment.getMetadata().getLabels().containsKey(Labels.UNIT))
        .map(UnitObserver::unit)
        .toList();
  }

  private static ObservedUnit unit(Deployment deployment) {
    DeploymentStatus status =
        Optional.ofNullable(deployment.getStatus()).orElseGet(DeploymentStatus::new);
    return new ObservedUnit(
        planned(deployment),
        deployment.getMetadata().getAnnotations().get(Labels.TEMPLATE_HASH),
        orZero(deployment.getSpec().getReplicas()),
        orZero(status.getReadyReplicas()),
        rolling(deployment, status));
  }

  private static PlannedUnit planned(Deployment deployment) {
    String name = deployment.getMetadata().getLabels().get(Labels.UNIT);
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

  private static boolean rolling(Deployment deployment, DeploymentStatus status) {
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

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }
}
