package dev.apim.operator.controller.location;

import dev.apim.api.v1alpha1.ApiManagementInstance;
import dev.apim.api.v1alpha1.GatewayLocation;
import dev.apim.operator.config.Settings;
import dev.apim.operator.domain.topology.ClusterFacts;
import dev.apim.operator.domain.topology.LocationFacts;
import dev.apim.operator.domain.topology.LocationPlan;
import dev.apim.operator.domain.topology.TopologyPlan;
import dev.apim.operator.domain.topology.TopologyPlanner;
import dev.apim.operator.observe.TopologyObserver;
import java.util.List;
import java.util.Optional;

/** Where a location stands among those of its instance. */
final class LocationTopology {

  /**
   * What is known of it in one loop.
   *
   * @param plan what becomes of the location
   * @param holder whether this operator compiles and publishes
   * @param instanceAccepted whether the instance is
   */
  record Standing(LocationPlan plan, boolean holder, boolean instanceAccepted) {}

  private final Settings settings;
  private final LocationEventSources sources;

  LocationTopology(Settings settings, LocationEventSources sources) {
    this.settings = settings;
    this.sources = sources;
  }

  Standing of(GatewayLocation location, LocationObservation seen) {
    Optional<TopologyPlan> topology = seen.instance().map(i -> plan(location, i, seen));
    LocationPlan plan =
        topology
            .flatMap(known -> known.location(location.getMetadata().getName()))
            .orElseGet(() -> planner(seen).orphan(facts(location, location, seen)));
    return new Standing(
        plan,
        topology.map(TopologyPlan::holder).orElse(false),
        topology.map(known -> known.instance().accepted()).orElse(false));
  }

  private TopologyPlan plan(
      GatewayLocation location, ApiManagementInstance instance, LocationObservation seen) {
    List<LocationFacts> all =
        sources.siblings(location).stream()
            .filter(sibling -> sibling.getMetadata().getDeletionTimestamp() == null)
            .map(sibling -> facts(sibling, location, seen))
            .toList();
    return planner(seen).plan(TopologyObserver.instance(instance), all);
  }

  private TopologyPlanner planner(LocationObservation seen) {
    return new TopologyPlanner(
        new ClusterFacts(settings.clusterName(), sources.clusterNames(), seen.zones()));
  }

  private static LocationFacts facts(
      GatewayLocation location, GatewayLocation own, LocationObservation seen) {
    return location.getMetadata().getName().equals(own.getMetadata().getName())
        ? TopologyObserver.location(own, seen.unitZones(), seen.units().size())
        : TopologyObserver.location(location);
  }
}
