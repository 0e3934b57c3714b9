package dev.apim.operator.remote;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.Reason;
import dev.apim.operator.domain.promotion.Rival;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What other clusters say of themselves and of an instance, as far as promotions need it. */
@ApplicationScoped
public class Secondaries {

  private final RemoteClusters clusters;

  Secondaries(RemoteClusters clusters) {
    this.clusters = clusters;
  }

  /** Identity of a cluster; empty before it has answered. */
  public Optional<String> identity(String cluster) {
    return clusters.identity(cluster);
  }

  /** What is wrong with each of these clusters that is known here; empty where nothing is. */
  public Map<String, Optional<String>> trouble(Set<String> names) {
    Map<String, Optional<String>> trouble = new TreeMap<>();
    for (String name : names) {
      clusters
          .health(name)
          .ifPresent(
              health ->
                  trouble.put(
                      name, health.reachable() ? Optional.empty() : Optional.of(health.message())));
    }
    return trouble;
  }

  /** What each of these clusters lacks to be the primary of an instance. */
  public Map<String, Optional<String>> lacking(String instance, Set<String> names) {
    Map<String, Optional<String>> lacking = new TreeMap<>();
    names.forEach(name -> lacking.put(name, lacking(instance, name)));
    return lacking;
  }

  /**
   * What a cluster lacks to be the primary of an instance; empty where nothing. A promotion by
   * force that it has refused says nothing of that.
   */
  public Optional<String> lacking(String instance, String cluster) {
    Optional<Condition> said =
        clusters.instance(cluster, instance).stream()
            .map(ApiManagementInstance::getStatus)
            .filter(status -> status != null)
            .flatMap(status -> status.conditions().stream())
            .filter(condition -> condition.type().equals(ConditionType.PromotionReady.name()))
            .findFirst();
    if (said.isEmpty()) {
      return Optional.of("it has not said yet whether it can take over");
    }
    return said.filter(condition -> !Condition.TRUE.equals(condition.status()))
        .filter(condition -> !Reason.PromotionRefused.name().equals(condition.reason()))
        .map(Condition::message);
  }

  /** That a user has applied the instance there with another primary; empty where not. */
  public Optional<String> dissent(String instance, String cluster, String location) {
    return clusters
        .instance(cluster, instance)
        .map(ApiManagementInstance::getSpec)
        .filter(spec -> spec.origin() == null)
        .filter(spec -> !location.equals(spec.primaryLocation()))
        .map(
            spec ->
                "the ApiManagementInstance that was applied there says spec.primaryLocation: "
                    + spec.primaryLocation()
                    + "; set it to "
                    + location
                    + " there as well");
  }

  /** The pointer of a history with the highest epoch that another holder has elsewhere. */
  public Optional<Rival> rival(String instance, String lineage, String identity) {
    return clusters.viewsByName().entrySet().stream()
        .filter(entry -> entry.getValue().pointers().containsKey(instance))
        .map(
            entry ->
                new Rival(entry.getKey(), entry.getValue().pointers().get(instance).spec().fence()))
        .filter(rival -> rival.fence().lineage().equals(lineage))
        .filter(rival -> !rival.fence().holder().equals(identity))
        .max(
            Comparator.comparing((Rival rival) -> rival.fence().epoch())
                .thenComparing(rival -> rival.fence().sequence()));
  }
}
