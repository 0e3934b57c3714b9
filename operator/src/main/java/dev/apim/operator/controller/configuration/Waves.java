package dev.apim.operator.controller.configuration;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.Condition;
import dev.apim.api.v1alpha1.ConditionType;
import dev.apim.api.v1alpha1.ConfigurationRollout;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.domain.sync.LocationReach;
import dev.apim.operator.domain.sync.WavePlan;
import dev.apim.operator.domain.sync.WavePlanner;
import dev.apim.operator.domain.sync.WavePlanner.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from the status of the locations how far a revision has come. */
final class Waves {

  private Waves() {}

  /**
   * The plan of the wave; nobody waits where the instance wants none.
   *
   * @param own name of this cluster
   * @param clusters the cluster of each location, by its name
   * @param sequence the number of the active revision
   */
  static WavePlan plan(
      ApiManagementInstance instance,
      String own,
      List<GatewayLocation> locations,
      Map<String, String> clusters,
      long sequence) {
    if (instance.getSpec().configuration().rollout() != ConfigurationRollout.Waves) {
      return WavePlan.FREE;
    }
    List<Stage> stages = new ArrayList<>();
    for (GatewayLocation location : locations) {
      String cluster = clusters.get(location.getMetadata().getName());
      if (cluster != null) {
        stages.add(stage(location, cluster));
      }
    }
    return WavePlanner.plan(own, sequence, stages);
  }

  /** The condition that tells why clusters wait. */
  static Optional<Condition> condition(WavePlan plan) {
    return plan.state()
        .map(
            state ->
                new Condition(
                    ConditionType.ConfigurationInSync.name(),
                    Condition.FALSE,
                    state.reason().name(),
                    state.message(),
                    null,
                    null));
  }

  private static Stage stage(GatewayLocation location, String cluster) {
    Optional<LocationReach> known = LocationProgress.of(location);
    return new Stage(
        location.getMetadata().getName(),
        cluster,
        known.map(LocationReach::sequence).orElse(0L),
        known.map(LocationReach::acknowledged).orElse(0),
        known.map(LocationReach::total).orElse(0),
        LocationProgress.refusal(location));
  }
}
